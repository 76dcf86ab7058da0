import { closeSimulators } from '../testClient';
import { call, openDatalake, openSession, uploadedVideo } from './datalakeClient';

afterEach(closeSimulators);

const dateNow = () => 1744905509814;

const namesIn = (json: Record<string, unknown>) =>
	(json.collections as Array<{ name: string }>).map(({ name }) => name);

describe('making a collection', () => {
	it('answers with it, and lists it', async () => {
		const target = await openDatalake({}, { dateNow });

		const { status, json } = await call(target, 'POST', '/collections', { json: { name: 'family' } });

		expect(status).toBe(200);
		expect(json).toEqual({
			id: expect.stringMatching(/^col_[0-9a-f]{32}$/) as string,
			name: 'family',
			video_count: 0,
			created_at: '2025-04-17T15:58:29.814Z',
			face_recognition_enabled: false,
		});
		expect((await call(target, 'GET', '/collections')).json.collections).toContainEqual(json);
	});

	it('makes another one of the same name', async () => {
		const target = await openDatalake();

		await call(target, 'POST', '/collections', { json: { name: 'n8n' } });

		expect(target.datalake.collections.map(({ name }) => name)).toEqual(['n8n', 'n8n']);
	});

	it('can be answered below "collection"', async () => {
		const target = await openDatalake({ switches: { newCollectionForm: 'nested' } });

		const { json } = await call(target, 'POST', '/collections', { json: { name: 'family' } });

		expect(json).toMatchObject({ collection: { name: 'family' } });
	});

	it('is refused without balance', async () => {
		const target = await openDatalake({ balanceUsd: 0 });

		const answer = await call(target, 'POST', '/collections', { json: { name: 'family' } });

		expect(answer).toMatchObject({ status: 402, json: { error: { code: 'quota_exceeded' } } });
		expect(target.datalake.collections).toHaveLength(1);
	});

	it.each([{}, { name: ' ' }, { name: 'a', face_recognition_enabled: 'yes' }, 'text'])(
		'refuses %j',
		async (json) => {
			const target = await openDatalake();

			expect(await call(target, 'POST', '/collections', { json })).toMatchObject({ status: 400 });
		},
	);
});

describe('listing collections', () => {
	it('has pages, the newest first', async () => {
		const target = await openDatalake();
		target.datalake.addCollection('b');
		target.datalake.addCollection('c');

		const first = await call(target, 'GET', '/collections?limit=2');
		target.datalake.addCollection('d');
		const second = await call(target, 'GET', `/collections?limit=2&cursor=${String(first.json.next_cursor)}`);

		expect(namesIn(first.json)).toEqual(['c', 'b']);
		expect(namesIn(second.json)).toEqual(['n8n']);
		expect(second.json.next_cursor).toBeNull();
		expect((await call(target, 'GET', '/collections?limit=4')).json.next_cursor).toBeNull();
	});

	it('can begin with the oldest', async () => {
		const target = await openDatalake({ switches: { listOrder: 'oldestFirst' } });
		target.datalake.addCollection('b');
		target.datalake.addCollection('c');

		const first = await call(target, 'GET', '/collections?limit=1');
		const second = await call(target, 'GET', `/collections?limit=1&cursor=${String(first.json.next_cursor)}`);

		expect([...namesIn(first.json), ...namesIn(second.json)]).toEqual(['n8n', 'b']);
	});

	it('can show shorter pages than asked for', async () => {
		const target = await openDatalake({ switches: { maxPageSize: 1, defaultPageSize: 7 } });
		target.datalake.addCollection('b');

		expect(namesIn((await call(target, 'GET', '/collections?limit=5')).json)).toEqual(['b']);
		target.datalake.switches.maxPageSize = 100;
		expect(namesIn((await call(target, 'GET', '/collections')).json)).toEqual(['b', 'n8n']);
	});

	it('can know a limit only', async () => {
		const target = await openDatalake({ switches: { collectionPaging: 'limitOnly' } });
		target.datalake.addCollection('b');

		const { json } = await call(target, 'GET', '/collections?limit=1&cursor=whatever');

		expect(namesIn(json)).toEqual(['b']);
		expect(json).not.toHaveProperty('next_cursor');
	});

	it.each(['limit=0', 'limit=many', 'cursor=made-up'])('refuses %s', async (query) => {
		const target = await openDatalake();

		expect(await call(target, 'GET', `/collections?${query}`)).toMatchObject({ status: 400 });
	});

	it('counts the videos in each', async () => {
		const target = await openDatalake();
		target.datalake.addCollection('empty');
		await uploadedVideo(target);
		await openSession(target);

		expect((await call(target, 'GET', '/collections')).json).toMatchObject({
			collections: [
				{ name: 'empty', video_count: 0 },
				{ name: 'n8n', video_count: 1 },
			],
		});
	});
});
