import { closeSimulators } from '../testClient';
import { call, fetched, openDatalake, readyVideo, uploadedVideo, type TestDatalake } from './datalakeClient';

afterEach(closeSimulators);

interface Result {
	ref: string;
	video_id: string;
	target: string;
	score: number;
	snippet: string;
	thumbnail_url: string;
}

function search(target: TestDatalake, json: object) {
	return call(target, 'POST', '/search', {
		json: { collection_id: target.collectionId, query: 'chair', targets: ['caption'], ...json },
	});
}

const resultsIn = (json: Record<string, unknown>) => json.results as Result[];

describe('a search', () => {
	it('finds moments of ready videos, the newest first', async () => {
		const target = await openDatalake();
		const [older, newer] = [await readyVideo(target), await readyVideo(target)];
		await uploadedVideo(target);

		const { status, json, headers } = await search(target, { unknown: 1 });

		expect(status).toBe(200);
		const results = resultsIn(json);
		expect(results.map(({ ref }) => ref)).toEqual([
			`${newer}@0-30`,
			`${newer}@30-60`,
			`${older}@0-30`,
			`${older}@30-60`,
		]);
		expect(results[0]).toEqual({
			ref: `${newer}@0-30`,
			video_id: newer,
			target: 'caption',
			score: 0.5,
			start: 0,
			end: 30,
			snippet: 'A man stands at a workbench.',
			thumbnail_url: expect.stringContaining(target.simulator.url) as string,
		});
		expect(json).toMatchObject({ next_cursor: null, hint: null, request_id: headers['x-request-id'] });
		const thumbnail = await fetched(String(results[0]?.thumbnail_url), { method: 'GET' });
		expect(thumbnail).toMatchObject({ status: 200, headers: { 'content-type': 'image/png' } });
	});

	it('looks where it is told', async () => {
		const target = await openDatalake();
		await readyVideo(target, { metadata: { title: 'clip' } });

		const targets = ['transcription', 'summary', 'title', 'frame_embedding', 'event'];
		const { json } = await search(target, { targets });

		const found = resultsIn(json).map(({ target: place }) => place);
		expect(found).toEqual([
			'transcription',
			'transcription',
			'summary',
			'title',
			'frame_embedding',
			'frame_embedding',
		]);
	});

	it('finds a keyword only where it is', async () => {
		const target = await openDatalake();
		await readyVideo(target);

		const found = await search(target, { mode: 'keyword', query: 'CHAIR' });
		const nothing = await search(target, { mode: 'keyword', query: 'zebra' });

		expect(resultsIn(found.json).map(({ snippet }) => snippet)).toEqual([
			'A finished chair turns on a table.',
		]);
		expect(nothing.json).toMatchObject({
			results: [],
			hint: expect.stringContaining('No matches') as string,
		});
	});

	it('groups by video', async () => {
		const target = await openDatalake();
		const ids = [await readyVideo(target), await readyVideo(target)];

		const { json } = await search(target, { group_by: 'video' });

		expect(resultsIn(json).map(({ video_id: id }) => id)).toEqual(ids.toReversed());
	});

	it('is filtered', async () => {
		const target = await openDatalake();
		const tagged = await readyVideo(target, { metadata: { tags: ['a'] } });
		const early = await readyVideo(target, { captured_at: '2026-01-01T00:00:00Z' });
		const late = await readyVideo(target, { captured_at: '2026-02-01T00:00:00+01:00' });
		const { datalake } = target;
		datalake.switches.searchesPerSecond = undefined;

		const found = async (filter: object) =>
			resultsIn((await search(target, { filter, group_by: 'video' })).json).map(({ video_id: id }) => id);

		expect(await found({ tags: ['a', 'b'] })).toEqual([tagged]);
		expect(await found({ video_ids: [early] })).toEqual([early]);
		expect(await found({ captured_at: { gte: '2026-01-31T23:00:00Z' } })).toEqual([late]);
		expect(await found({ captured_at: { lt: '2026-01-31T23:00:00Z' } })).toEqual([early]);
		const other = datalake.addCollection('other').id;
		expect(resultsIn((await search(target, { collection_id: other })).json)).toEqual([]);
	});

	it('has pages, all other fields being the same', async () => {
		const target = await openDatalake();
		await readyVideo(target);
		await readyVideo(target);

		const first = await search(target, { rerank: false, top_k: 3 });
		const cursor = first.json.next_cursor;
		const second = await search(target, { cursor, top_k: 3, rerank: false });

		expect(resultsIn(first.json)).toHaveLength(3);
		expect(resultsIn(second.json)).toHaveLength(1);
		expect(Number(resultsIn(second.json)[0]?.score)).toBeLessThan(Number(resultsIn(first.json)[2]?.score));
		expect(second.json.next_cursor).toBeNull();
		expect(await search(target, { top_k: 2, cursor })).toMatchObject({ status: 400 });
		expect(await search(target, { top_k: 3, cursor: 'made-up' })).toMatchObject({ status: 400 });
	});

	it('has one page when it is hybrid, where that is served', async () => {
		const target = await openDatalake();
		await readyVideo(target);

		const served = await search(target, { mode: 'hybrid', top_k: 1 });
		const paged = await search(target, { mode: 'hybrid', top_k: 1, cursor: 'x' });
		target.datalake.switches.hybridSearch = false;
		const notServed = await search(target, { mode: 'hybrid' });

		expect(served.json).toMatchObject({ results: [{}], next_cursor: null });
		expect([paged.status, notServed.status]).toEqual([400, 400]);
	});

	it('comes at most five times a second', async () => {
		let now = 1000;
		const target = await openDatalake({}, { dateNow: () => now });
		for (let count = 0; count < 5; count++) expect(await search(target, {})).toMatchObject({ status: 200 });

		const limited = await search(target, {});
		now += 1000;

		expect(limited).toMatchObject({ status: 429, json: { error: { code: 'rate_limited', retry_after: 2 } } });
		expect(await search(target, {})).toMatchObject({ status: 200 });
		expect(target.datalake.charges).toHaveLength(6);
	});

	it('may be by pictures', async () => {
		const target = await openDatalake();

		const images = { query: undefined, query_images: ['https://example.com/a.png'] };
		expect(await search(target, images)).toMatchObject({ status: 200 });
	});

	it.each<[object, number]>([
		[{ collection_id: undefined }, 400],
		[{ collection_id: 'col_0' }, 404],
		[{ query: ' ' }, 400],
		[{ targets: undefined }, 400],
		[{ targets: [] }, 400],
		[{ targets: ['speech'] }, 400],
		[{ mode: 'fuzzy' }, 400],
		[{ group_by: 'tag' }, 400],
		[{ top_k: 0 }, 400],
		[{ top_k: 201 }, 400],
		[{ rerank: 'yes' }, 400],
		[{ filter: [] }, 400],
		[{ filter: { video_ids: 'a' } }, 400],
		[{ filter: { tags: 'a' } }, 400],
		[{ filter: { captured_at: { gte: 'then' } } }, 400],
	])('is refused with %j', async (json, status) => {
		const target = await openDatalake();

		expect(await search(target, json)).toMatchObject({ status });
	});
});

describe('a moment', () => {
	it('has what is asked for', async () => {
		const target = await openDatalake();
		const id = await readyVideo(target);

		const bare = await call(target, 'GET', `/moments/${id}@0-10.5`);
		const expand = 'caption,transcription,frame,clip,speakers';
		const whole = await call(target, 'GET', `/moments/${id}%4035-40?expand=${expand}`);
		const spoken = await call(target, 'GET', `/moments/${id}@5-10?expand=transcription,speakers`);

		expect(bare.json).toEqual({ ref: `${id}@0-10.5`, video_id: id, start: 0, end: 10.5 });
		expect(whole.json).toMatchObject({
			caption: [{ text: 'A finished chair turns on a table.' }],
			transcription: [],
			frames: [{ t: 35, url: expect.stringContaining('.png') as string }],
			clip_url: expect.stringContaining('.mp4') as string,
			speakers: [],
		});
		expect(spoken.json).toMatchObject({ transcription: [{ start: 4.5 }], speakers: ['spk_2'] });
	});

	it.each(['vid@1', 'vid@2-1', 'vid'])('is not named %s', async (ref) => {
		const target = await openDatalake();

		expect(await call(target, 'GET', `/moments/${ref}`)).toMatchObject({ status: 400 });
	});
});
