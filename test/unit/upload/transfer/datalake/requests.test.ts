import { ApiFailure } from '../../../../../nodes/MemoriesAi/api/ApiFailure';
import { operationsOfVideos } from '../../../../../nodes/MemoriesAi/state';
import { acceptedVideo } from '../../../../../nodes/MemoriesAi/upload/transfer/datalake/acceptedVideo';
import { fetchTransfer } from '../../../../../nodes/MemoriesAi/upload/transfer/datalake/fetchTransfer';
import { inTurn } from '../../../../../nodes/MemoriesAi/upload/transfer/datalake/ingestPlace';
import { videoRequest } from '../../../../../nodes/MemoriesAi/upload/transfer/datalake/videoRequest';
import { withTags } from '../../../../../nodes/MemoriesAi/upload/transfer/datalake/withTags';
import { TransferFailure } from '../../../../../nodes/MemoriesAi/upload/transfer/TransferFailure';
import { PartlyDoneError } from '../../../../../nodes/MemoriesAi/texts/UserError';
import { broken, type Answer } from '../../../support/fakeMemoriesAi';
import { fakeDatalake, said, saidNo } from '../../../support/fakeDatalake';
import { failureOf, inVirtualTime } from '../../../support/virtualTime';
import { plainVideo } from '../support/videos';

describe('what an upload says about its video', () => {
	test('all there is', () => {
		expect(
			videoRequest({
				...plainVideo,
				capturedAt: '2026-05-31T18:30:05Z',
				latitude: 0,
				longitude: 0,
				tags: ['a'],
				cameraModel: 'X100',
				reference: 'order-1',
			}),
		).toEqual({
			collection_id: 'col_1',
			captured_at: '2026-05-31T18:30:05Z',
			location: { lat: 0, lng: 0 },
			metadata: { title: 'clip', tags: ['a'], custom: { reference: 'order-1', camera_model: 'X100' } },
			idempotency_key: 'key',
		});
	});

	test('next to nothing', () => {
		expect(videoRequest({ ...plainVideo, title: '' })).toEqual({
			collection_id: 'col_1',
			idempotency_key: 'key',
		});
	});

	test.each([{ latitude: 1 }, { longitude: 1 }])('half a place is none: %j', (half) => {
		expect(videoRequest({ ...plainVideo, ...half })).not.toHaveProperty('location');
	});
});

describe('the answer to an upload', () => {
	test.each<[object, object]>([
		[
			{ video_id: 'vid_1', operation: 'op_1', status: 'processing' },
			{
				videoNo: 'vid_1',
				videoName: 'clip',
				videoStatus: 'processing',
				operation: 'op_1',
				collectionId: 'col_1',
			},
		],
		[{ id: 7 }, { videoNo: '7', videoName: 'clip', collectionId: 'col_1' }],
	])('%j', (data, expected) => {
		expect(acceptedVideo(data, plainVideo)).toEqual(expected);
	});

	test('an untitled video has no name', () => {
		expect(acceptedVideo({ id: 'vid_2' }, { ...plainVideo, title: '' })).toEqual({
			videoNo: 'vid_2',
			collectionId: 'col_1',
		});
	});

	test('its operation is remembered, where there is one', () => {
		acceptedVideo({ id: 'vid_with', operation: 'op_9' }, plainVideo);
		acceptedVideo({ id: 'vid_without' }, plainVideo);

		expect(operationsOfVideos.get('vid_with')).toBe('op_9');
		expect(operationsOfVideos.pairs().map(([videoNo]) => videoNo)).not.toContain('vid_without');
	});

	test.each([[{}], [undefined], ['vid_1']])('%j names no video, which may exist', async (data) => {
		const failure = await failureOf((async () => acceptedVideo(data, plainVideo))(), TransferFailure);

		expect(failure).toMatchObject({ mayHaveArrived: true, cause: { kind: 'empty' } });
	});
});

describe('uploads of an account', () => {
	const { api } = fakeDatalake(() => said({}));

	/** Uploads that end when they are told to. */
	function uploads(count: number, { leftMs = 60_000, access = api } = {}) {
		const begun: number[] = [];
		const ends: Array<(error?: Error) => void> = [];
		const left: number[] = [];
		const running = Array.from({ length: count }, async (_, index) => {
			return await inTurn(access, leftMs, async (stillLeftMs) => {
				begun.push(index);
				left.push(stillLeftMs);
				return await new Promise<number>((resolve, reject) => {
					ends[index] = (error) => (error === undefined ? resolve(index) : reject(error));
				});
			});
		});
		for (const run of running) run.catch(() => undefined);
		return { begun, ends, left, running };
	}
	const settled = async () => await new Promise(setImmediate);

	test('are five at a time, in the order in which they came', async () => {
		const { begun, ends, running } = uploads(8);
		await settled();
		expect(begun).toEqual([0, 1, 2, 3, 4]);
		ends[3]?.();
		ends[1]?.(new Error('broken'));
		await settled();
		expect(begun).toEqual([0, 1, 2, 3, 4, 5, 6]);
		for (const end of ends) end();
		await settled();
		ends[7]?.();

		expect((await Promise.allSettled(running)).map(({ status }) => status)).toEqual(
			[0, 1, 2, 3, 4, 5, 6, 7].map((index) => (index === 1 ? 'rejected' : 'fulfilled')),
		);
		const later = uploads(6);
		await settled();
		expect(later.begun).toHaveLength(5);
		for (const end of later.ends) end();
		await settled();
		later.ends[5]?.();
		await Promise.all(later.running);
	});

	test('count as long as any is under way', async () => {
		const first = uploads(5);
		await settled();
		first.ends[0]?.();
		await settled();
		const second = uploads(2);
		await settled();
		expect(second.begun).toEqual([0]);
		for (const end of first.ends) end();
		await settled();
		for (const end of second.ends) end();

		await Promise.all([...first.running, ...second.running]);
	});

	test('of another account have places of their own', async () => {
		const first = uploads(5);
		const second = uploads(5, { access: fakeDatalake(() => said({})).api });
		await settled();
		expect([first.begun, second.begun].map(({ length }) => length)).toEqual([5, 5]);
		for (const end of [...first.ends, ...second.ends]) end();
		await Promise.all([...first.running, ...second.running]);
	});

	test('that wait are told what time is left, and give up after it', async () => {
		await inVirtualTime(async () => {
			const first = uploads(5);
			await settled();
			const waiting = uploads(1, { leftMs: 10_000 });
			const patient = uploads(1, { leftMs: 20_000 });
			const failure = await failureOf(waiting.running[0] ?? Promise.resolve(), TransferFailure);

			expect(failure).toMatchObject({
				mayHaveArrived: false,
				cause: { kind: 'limit', said: 'other uploads of this n8n are still under way' },
			});
			for (const end of first.ends) end();
			await settled();
			expect(waiting.begun).toEqual([]);
			expect(patient.left.map(Math.round)).toEqual([10_000]);
			patient.ends[0]?.();
			await Promise.all(patient.running);
		});
	});

	test('that have waited leave no pause behind', async () => {
		await inVirtualTime(async () => {
			const { ends, running } = uploads(6, { leftMs: 3_600_000 });
			await settled();
			for (const end of ends) end();
			await settled();
			ends[5]?.();
			await Promise.all(running);
			await new Promise((resolve) => setTimeout(resolve, 2_000));
			expect(jest.getTimerCount()).toBe(0);
		});
	});

	test('that wait end with their execution', async () => {
		const cancelling = new AbortController();
		const { api: access } = fakeDatalake(() => said({}), { cancelSignal: cancelling.signal });
		const first = uploads(5, { access });
		const waiting = uploads(1, { access });
		await settled();
		cancelling.abort();

		expect(await failureOf(waiting.running[0] ?? Promise.resolve(), TransferFailure)).toMatchObject({
			mayHaveArrived: false,
		});
		for (const end of first.ends) end();
	});
});

describe('tags', () => {
	const tagged = { ...plainVideo, tags: ['a', 'b'] };
	const uploaded = { videoNo: 'vid_1', collectionId: 'col_1' };
	const refusal = (words: string, kind: 'parameters' | 'scope' = 'parameters') =>
		new TransferFailure(new ApiFailure(kind, { said: words }), false);

	/** A server that takes no tags with an upload, or fails in another way. */
	function sending(error: Error | undefined, answer: Answer = said({})) {
		const { api, asked, requests } = fakeDatalake(() => answer);
		const sent: Array<readonly string[]> = [];
		const run = async (video = tagged) =>
			await withTags(api, video, async ({ tags }) => {
				sent.push(tags);
				if (tags.length > 0 && error !== undefined) throw error;
				return uploaded;
			});
		return { run, sent, asked, requests };
	}

	test('go with the upload', async () => {
		const { run, sent, asked } = sending(undefined);

		expect(await run()).toBe(uploaded);
		expect(sent).toEqual([['a', 'b']]);
		expect(asked()).toEqual([]);
	});

	test.each(['The JSON part is not valid JSON', 'request body is not valid JSON'])(
		'are set afterwards where an upload may not have them, and from then on: %s',
		async (words) => {
			const { run, sent, asked, requests } = sending(refusal(words));

			expect(await run()).toBe(uploaded);
			expect(await run()).toBe(uploaded);
			expect(sent).toEqual([['a', 'b'], [], []]);
			expect(asked()).toEqual(['PATCH /videos/vid_1', 'PATCH /videos/vid_1']);
			expect(requests[0]?.body).toEqual({ metadata: { tags: ['a', 'b'] } });
			expect(await run({ ...tagged, tags: [] })).toBe(uploaded);
			expect(asked()).toHaveLength(2);
		},
	);

	test.each<[string, Error]>([
		['other words', refusal('tags: too many')],
		['another kind', refusal('request body is not valid JSON', 'scope')],
		['a fault of ours', new TypeError('request body is not valid JSON')],
	])('a refusal is one with %s', async (_case, error) => {
		const { run, sent } = sending(error);

		expect(await failureOf(run(), Error)).toBe(error);
		expect(sent).toEqual([['a', 'b']]);
	});

	test('that cannot be set leave a video', async () => {
		const { run } = sending(refusal('request body is not valid JSON'), saidNo(403));
		const error = await failureOf(run(), PartlyDoneError);

		expect(error).toMatchObject({
			done: 'The video is uploaded without its tags, its ID is vid_1',
			subject: { videoNo: 'vid_1' },
			cause: { kind: 'scope' },
		});
	});
});

describe('a video on the web', () => {
	const fetching = (answer: Answer) => {
		const { api, asked, requests } = fakeDatalake(() => answer);
		return {
			transfer: fetchTransfer(api, 'https://example.com/a.mp4?s=1', 'a.mp4', plainVideo),
			asked,
			requests,
		};
	};

	test('is asked for in one request', async () => {
		const { transfer, asked, requests } = fetching(said({ video_id: 'vid_1', status: 'processing' }));

		expect(transfer).toMatchObject({
			expected: { name: 'a.mp4', size: undefined, uniqueId: undefined },
			isRepeatable: true,
		});
		expect(await transfer.send(3_600_000)).toMatchObject({ videoNo: 'vid_1', videoStatus: 'processing' });
		expect(asked()).toEqual(['POST /videos']);
		expect(requests[0]?.body).toEqual({
			...videoRequest(plainVideo),
			source_url: 'https://example.com/a.mp4?s=1',
		});
		expect(requests[0]?.timeout).toBe(600_000);
	});

	test('is waited for no longer than the time that is left', async () => {
		const { transfer, requests } = fetching(said({ id: 'vid_1' }));
		await transfer.send(5_000);

		expect(requests[0]?.timeout).toBeLessThanOrEqual(5_000);
		expect(requests[0]?.timeout).toBeGreaterThan(0);
	});

	test.each<[string, Answer, boolean]>([
		['a broken connection', broken('ECONNRESET'), true],
		['a limit, which is not waited out here', saidNo(429), false],
		['a refusal', saidNo(422, 'source_unresolvable'), false],
	])('%s', async (_case, answer, mayHaveArrived) => {
		const { transfer, requests } = fetching(answer);

		expect(await failureOf(transfer.send(60_000), TransferFailure)).toMatchObject({ mayHaveArrived });
		expect(requests).toHaveLength(1);
	});
});
