import { closeSimulators } from '../testClient';
import { call, openDatalake, readyVideo, until, uploadedVideo, uploadFile } from './datalakeClient';

afterEach(closeSimulators);

const idsIn = (json: Record<string, unknown>) => (json.videos as Array<{ id: string }>).map(({ id }) => id);

/** What a signed link leads to. */
async function bytesAt(url: unknown): Promise<{ status: number; start: string }> {
	const response = await fetch(String(url));
	const bytes = Buffer.from(await response.arrayBuffer());
	return { status: response.status, start: bytes.subarray(0, 8).toString('latin1') };
}

describe('a video', () => {
	it('is shown as it is described', async () => {
		const target = await openDatalake({}, { dateNow: () => 1744905509814 });
		const metadata = { title: 'clip', tags: ['a'], custom: { reference: '7' } };
		const captured_at = '2026-07-01T10:20:30Z';
		const id = await readyVideo(target, { metadata, captured_at, location: { lat: 1, lng: 2 } });

		const { json } = await call(target, 'GET', `/videos/${id}`);

		expect(json).toEqual({
			id,
			collection_id: target.collectionId,
			status: 'ready',
			created_at: '2025-04-17T15:58:29.814Z',
			duration: 60,
			captured_at,
			location: { lat: 1, lng: 2 },
			source_url: expect.stringContaining(`${target.simulator.url}/`) as string,
			metadata,
			error: null,
		});
		expect(await bytesAt(json.source_url)).toEqual({
			status: 200,
			start: expect.stringMatching('ftyp') as string,
		});
	});

	it('can have other names for its fields', async () => {
		const target = await openDatalake({
			switches: { videoIdField: 'video_id', durationField: 'duration_seconds' },
		});
		const id = await readyVideo(target);

		const { json } = await call(target, 'GET', `/videos/${id}`);

		expect(json).toMatchObject({ video_id: id, duration_seconds: 60 });
		expect(json).not.toHaveProperty('id');
		expect(json).not.toHaveProperty('duration');
	});

	it('changes by PATCH, key by key', async () => {
		const target = await openDatalake();
		const id = await uploadedVideo(target, { metadata: { title: 'clip', custom: { a: 1 } } });

		const patch = { metadata: { tags: ['b'], custom: { b: 2 } } };
		await call(target, 'PATCH', `/videos/${id}`, { json: patch });

		expect((await call(target, 'GET', `/videos/${id}`)).json).toMatchObject({
			metadata: { title: 'clip', tags: ['b'], custom: { b: 2 } },
		});
		expect(await call(target, 'PATCH', `/videos/${id}`, { json: {} })).toMatchObject({ status: 400 });
	});

	it.each([
		['empty', 204, ''],
		['json', 200, expect.stringContaining('"deleted":true') as string],
	] as const)('is deleted, answered by %s', async (deleteAnswer, status, text) => {
		const target = await openDatalake({ switches: { deleteAnswer } });
		const id = await uploadedVideo(target);

		expect(await call(target, 'DELETE', `/videos/${id}`)).toMatchObject({ status, text });
		expect(await call(target, 'DELETE', `/videos/${id}`)).toMatchObject({ status: 404 });
		expect(target.datalake).toMatchObject({ videos: [], createdVideos: 1 });
	});
});

describe('the list', () => {
	it('has pages, the newest first', async () => {
		const target = await openDatalake();
		const ids = [await uploadedVideo(target), await uploadedVideo(target), await uploadedVideo(target)];

		const first = await call(target, 'GET', '/videos?page_size=2');
		const second = await call(target, 'GET', `/videos?limit=2&cursor=${String(first.json.next_cursor)}`);

		expect([...idsIn(first.json), ...idsIn(second.json)]).toEqual(ids.toReversed());
		expect(second.json.next_cursor).toBeNull();
	});

	it('is filtered', async () => {
		const target = await openDatalake();
		const other = target.datalake.addCollection('other').id;
		const tagged = await uploadedVideo(target, { metadata: { tags: ['a', 'b'] } });
		const ready = await readyVideo(target, { collection_id: other });

		const found = async (query: string) => idsIn((await call(target, 'GET', `/videos?${query}`)).json);

		expect(await found('tag=b')).toEqual([tagged]);
		expect(await found('limit=2')).toEqual([ready, tagged]);
		expect(await found('status=ready')).toEqual([ready]);
		expect(await found(`collection_id=${other}`)).toEqual([ready]);
		expect(await found(`collection_id=${other}&status=processing`)).toEqual([]);
		expect(await call(target, 'GET', '/videos?collection_id=col_0')).toMatchObject({ status: 404 });
	});
});

describe('processing', () => {
	it.each([
		['ready', undefined, { done: true, cancelled: false, error: null, progress: { percent: 100 } }],
		['ready', { code: 'partial', message: 'no captions' }, { done: true, error: { code: 'partial' } }],
		['failed', undefined, { done: true, error: { code: 'ingest_failed' }, progress: { percent: 40 } }],
		['failed', { code: 'x', message: 'y' }, { done: true, error: { code: 'x', message: 'y' } }],
		['cancelled', undefined, { done: true, cancelled: true, error: null }],
	] as const)('ends as %s (%j)', async (outcome, error, shown) => {
		const target = await openDatalake();
		const { json } = await uploadFile(target);
		const { video_id: id, operation } = json as { video_id: string; operation: string };
		target.datalake.setProgress(id, { preprocess: 100, percent: 40 });

		const before = await call(target, 'GET', `/operations/${operation}`);
		target.datalake.settle(id, outcome, error);
		const after = await call(target, 'GET', `/operations/${operation}`);

		expect(before.json).toEqual({
			operation,
			kind: 'ingest',
			done: false,
			cancelled: false,
			resource: id,
			progress: { preprocess: 100, index: 0, derive: 0, percent: 40 },
			error: null,
		});
		expect(after.json).toMatchObject(shown);
		expect((await call(target, 'GET', `/videos/${id}`)).json).toMatchObject({ status: outcome });
	});

	it.each([
		['PARSE', 'ready'],
		['FAIL', 'failed'],
	] as const)('ends by the clock: %s', async (outcome, status) => {
		const target = await openDatalake({}, { processing: { clock: 'real', parseAfterMs: 1, outcome } });
		const id = await uploadedVideo(target);

		for (;;) {
			const { json } = await call(target, 'GET', `/videos/${id}`);
			if (json.status === status) break;
		}

		expect(target.datalake.videos).toMatchObject([{ status }]);
	});

	it('ends once: the clock changes nothing that is settled', async () => {
		const target = await openDatalake({}, { processing: { clock: 'real', parseAfterMs: 20 } });
		const settled = await uploadedVideo(target);
		target.datalake.settle(settled, 'cancelled');
		await uploadedVideo(target);

		await until(() => target.datalake.videos[1]?.status === 'ready');

		expect(target.datalake.videos).toMatchObject([{ status: 'cancelled' }, { status: 'ready' }]);
	});

	it('stops when the simulator is closed', async () => {
		const processing = { clock: 'real', parseAfterMs: 20 } as const;
		const [closed, open] = [await openDatalake({}, { processing }), await openDatalake({}, { processing })];
		await uploadedVideo(closed);
		await closed.simulator.close();
		await uploadedVideo(open);

		await until(() => open.datalake.videos[0]?.status === 'ready');

		expect(closed.datalake.videos).toMatchObject([{ status: 'processing' }]);
	});

	it('knows its videos and operations', async () => {
		const target = await openDatalake();

		expect(() => target.datalake.settle('vid_0', 'ready')).toThrow('vid_0');
		expect(await call(target, 'GET', '/operations/op_0')).toMatchObject({ status: 404 });
	});
});
