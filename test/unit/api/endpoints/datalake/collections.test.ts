import { ApiFailure } from '../../../../../nodes/MemoriesAi/api/ApiFailure';
import {
	existingUsualCollection,
	forgetCollections,
	listCollections,
	rememberedByName,
	usualCollection,
} from '../../../../../nodes/MemoriesAi/api/endpoints/datalake/collections';
import type { ApiAccess } from '../../../../../nodes/MemoriesAi/api/transport/request';
import type { Answer } from '../../../support/fakeMemoriesAi';
import { fakeDatalake, said, saidNo, type DatalakeRequest } from '../../../support/fakeDatalake';
import { failureOf } from '../../../support/virtualTime';

const page = (collections: unknown, next_cursor?: string) => said({ collections, next_cursor });
const named = (id: string, name = 'n8n', created_at = '2026-01-01T00:00:00Z') => ({ id, name, created_at });
const many = (count: number) => Array.from({ length: count }, (_, index) => named(`col_${index}`, 'other'));

/** An account whose lists of collections come in this order, the last one for ever. */
function account(lists: Answer[], made: Answer = said({ id: 'col_made' })) {
	let listed = 0;
	return fakeDatalake(({ method }: DatalakeRequest) =>
		method === 'POST' ? made : (lists[Math.min(listed++, lists.length - 1)] ?? page([])),
	);
}

describe('all collections', () => {
	test('with what is known of them', async () => {
		const { api } = account([
			page([
				{ id: 'a', name: 'A', created_at: '2026-01-01T00:00:00Z', video_count: 3 },
				{ id: 7 },
				{ name: 'without an id' },
				null,
			]),
		]);

		expect(await listCollections(api)).toEqual([
			{ id: 'a', name: 'A', createdAtMs: Date.UTC(2026, 0, 1), videoCount: 3 },
			{ id: '7', name: '', createdAtMs: Number.MAX_SAFE_INTEGER, videoCount: undefined },
		]);
	});

	test('page by page, until one has nothing new', async () => {
		const { api, requests } = account([
			page([named('a')], '1'),
			page([named('b')], '2'),
			page([named('b')], '3'),
		]);

		expect((await listCollections(api)).map(({ id }) => id)).toEqual(['a', 'b']);
		expect(requests.map(({ qs }) => qs)).toEqual([
			{ limit: 100 },
			{ limit: 100, cursor: '1' },
			{ limit: 100, cursor: '2' },
		]);
	});

	test.each<[string, Answer[], number, number[]]>([
		['is full: asks a server without pages for more', [page(many(100)), page(many(150))], 150, [100, 10_000]],
		['is full, and the server takes no larger one', [page(many(100)), saidNo(422)], 100, [100, 10_000]],
		['is not full', [page(many(99))], 99, [100]],
		['is full, with a next one', [page(many(100), '1'), page(many(101))], 101, [100, 100]],
	])('one page that %s', async (_case, lists, count, limits) => {
		const { api, requests } = account(lists);

		expect(await listCollections(api)).toHaveLength(count);
		expect(requests.map(({ qs }) => qs?.limit)).toEqual(limits);
	});

	test('a refusal of the larger page for another reason is an error', async () => {
		const { api } = account([page(many(100)), saidNo(403)]);

		expect((await failureOf(listCollections(api), ApiFailure)).kind).toBe('scope');
	});
});

describe('the usual collection', () => {
	test('is the oldest of the name, the first by id where they are of one age', async () => {
		const { api, asked } = account([
			page([
				named('col_d', 'n8n', '2026-03-01T00:00:00Z'),
				named('col_c', 'n8n', '2026-02-01T00:00:00Z'),
				named('col_b', 'n8n', '2026-02-01T00:00:00Z'),
				named('col_a', 'N8N', '2026-01-01T00:00:00Z'),
				{ id: 'col_0', name: 'n8n' },
			]),
		]);

		expect(await usualCollection(api)).toBe('col_b');
		expect(asked()).toEqual(['GET /collections']);
	});

	test('is made when there is none, once for all who ask', async () => {
		const { api, asked, requests } = account([page([])]);

		expect(await Promise.all([usualCollection(api), usualCollection(api)])).toEqual(['col_made', 'col_made']);
		expect(await usualCollection(api)).toBe('col_made');
		expect(asked()).toEqual(['GET /collections', 'POST /collections', 'GET /collections']);
		expect(requests[1]?.body).toEqual({ name: 'n8n' });
	});

	test.each<[string, Answer, string]>([
		['an id', said({ id: 'col_1' }), 'col_1'],
		['a number', said({ id: 12 }), '12'],
		['a collection', said({ collection: { id: 'col_2' } }), 'col_2'],
	])('made with an answer that holds %s', async (_case, made, id) => {
		expect(await usualCollection(account([page([])], made).api)).toBe(id);
	});

	test.each<[string, Answer]>([
		['an older one of another process', said({ id: 'col_made' })],
		['one, although no clear answer came', saidNo(503)],
		['one, although the answer names none', said({})],
	])('made: the list has %s', async (_case, made) => {
		expect(await usualCollection(account([page([]), page([named('col_listed')])], made).api)).toBe(
			'col_listed',
		);
	});

	test.each<[string, Answer, string, number]>([
		['a refusal that lasts', saidNo(403), 'scope', 2],
		['trouble, and the list has none', saidNo(503), 'trouble', 3],
		['no id, and the list has none', said({ collection: [] }), 'unreadable', 3],
	])('made: %s is an error, and not remembered', async (_case, made, kind, count) => {
		const { api, requests } = account([page([])], made);

		expect((await failureOf(usualCollection(api), ApiFailure)).kind).toBe(kind);
		expect(requests).toHaveLength(count);
		await failureOf(usualCollection(api), ApiFailure);
		expect(requests).toHaveLength(2 * count);
	});

	test('is not made for those who only read', async () => {
		const { api, asked } = account([page([])]);

		expect(await existingUsualCollection(api)).toBeUndefined();
		expect(asked()).toEqual(['GET /collections']);
		await usualCollection(api);
		expect(await existingUsualCollection(api)).toBe('col_made');
		expect(asked()).toHaveLength(4);
	});

	test('is looked for anew once it is forgotten', async () => {
		const { api, requests } = account([page([named('col_1')])]);
		await usualCollection(api);
		forgetCollections(api, undefined);
		await usualCollection(api);

		expect(requests).toHaveLength(2);
	});
});

describe('what belongs to a name', () => {
	const finding = (api: ApiAccess, name: string, id: string) => {
		let times = 0;
		const run = async () =>
			await rememberedByName(api, name, async () => {
				times++;
				return id;
			});
		return { run, times: () => times };
	};

	test('is found once, for each name of each account', async () => {
		const [{ api }, { api: otherApi }] = [account([]), account([])];
		const [a, b, c] = [finding(api, 'a', '1'), finding(api, 'b', '2'), finding(otherApi, 'a', '3')];
		const found = await Promise.all([a.run(), a.run(), b.run(), c.run(), a.run()]);

		expect(found).toEqual(['1', '1', '2', '3', '1']);
		expect([a.times(), b.times(), c.times()]).toEqual([1, 1, 1]);
		forgetCollections(api, 'a');
		await Promise.all([a.run(), b.run(), c.run()]);
		expect([a.times(), b.times(), c.times()]).toEqual([2, 1, 1]);
	});

	test('is looked for anew after a failure', async () => {
		const { api } = account([]);
		await failureOf(
			rememberedByName(api, 'a', async () => await Promise.reject(new ApiFailure('trouble'))),
			ApiFailure,
		);

		expect(await finding(api, 'a', '1').run()).toBe('1');
	});

	test('is told apart by the server where the account is not known', async () => {
		const { api } = account([]);
		const a = finding({ ...api, datalake: undefined }, 'a', '1');
		await a.run();
		await a.run();

		expect(a.times()).toBe(1);
	});
});
