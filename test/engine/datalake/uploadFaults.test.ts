import { createHash } from 'node:crypto';
import type { INodeExecutionData } from 'n8n-workflow';
import type { DatalakeFault } from '../../simulator/datalake/faults';
import type { DatalakeSwitches } from '../../simulator/datalake/switches';
import type { Datalake } from '../../simulator/datalake/datalake';
import { DatalakeStage, largeVideo } from '../support/datalake';
import { hurry } from '../support/hurry';
import { until } from '../support/until';
import { sampleSha256, storedItem } from '../support/uploads';

const stage = DatalakeStage.forEachTest();

const large = largeVideo(101_000_000);
const largeSha256 = createHash('sha256').update(large).digest('hex');

/** The size classes: one request, and part by part. */
const sizes = {
	small: { item: async () => await storedItem(stage.engine), sha256: sampleSha256 },
	large: {
		item: async () => await storedItem(stage.engine, { fileName: 'large.mp4' }, large),
		sha256: largeSha256,
	},
} satisfies Record<string, { item: () => Promise<INodeExecutionData>; sha256: string }>;

type Place = Parameters<Datalake['faults']['next']>[0];
type PlacedFault = [place: Place, fault: DatalakeFault, times?: number];

const gateway = { kind: 'http', status: 502, body: '<h1>Bad Gateway</h1>' } as const;
const refusal = (status: number, code: string, more = {}): DatalakeFault => ({
	kind: 'refusal',
	status,
	code,
	...more,
});
const limit = refusal(429, 'rate_limited', { retryAfterS: 1 });

describe('what becomes of a faulty upload, and of the video', () => {
	const unconfirmed = 'memories.ai may have taken the video but did not confirm it';

	test.each<[size: keyof typeof sizes, name: string, faults: PlacedFault[], message?: string]>([
		['small', 'a break in the body', [['uploadFile', { kind: 'dropMidBody', afterShare: 0.5 }]]],
		['small', 'a lost answer', [['uploadFile', { kind: 'dropAfterBody', createVideo: true }]]],
		['small', 'a lost answer, nothing made', [['uploadFile', { kind: 'dropAfterBody', createVideo: false }]]],
		['small', 'no answer', [['uploadFile', { kind: 'silentAfterBody', createVideo: true }]]],
		['small', 'a gateway that lost the answer', [['uploadFile', { ...gateway, createVideo: true }]]],
		['small', 'a gateway that lost the request', [['uploadFile', gateway]]],
		['small', 'trouble inside', [['uploadFile', refusal(500, 'internal')]]],
		['small', 'half an answer', [['uploadFile', { kind: 'truncatedJson' }]]],
		['small', 'an empty answer', [['uploadFile', { kind: 'alteredAnswer', alter: () => '' }]]],
		['small', 'an answer without a video', [['uploadFile', { kind: 'alteredAnswer', alter: () => '{}' }]]],
		['small', 'the limit, again and again', [['uploadFile', limit, 8]]],
		['small', 'no answer at all, ever', [['uploadFile', { ...gateway, createVideo: true }, 4]], unconfirmed],
		[
			'small',
			'a refused key',
			[['uploadFile', refusal(401, 'unauthorized')]],
			'memories.ai does not accept the API key',
		],
		[
			'small',
			'no money',
			[['uploadFile', refusal(402, 'quota_exceeded')]],
			'The memories.ai account has no money left',
		],
		[
			'small',
			'a key without the right',
			[['uploadFile', refusal(403, 'forbidden')]],
			'The API key may not do this',
		],
		[
			'small',
			'too large',
			[['uploadFile', refusal(413, 'too_large')]],
			'The server finds the video too large',
		],
		[
			'small',
			'a container',
			[['uploadFile', refusal(415, 'unsupported')]],
			'memories.ai does not take this kind of video file',
		],
		[
			'small',
			'a bad request',
			[['uploadFile', refusal(400, 'invalid')]],
			'memories.ai did not accept the request',
		],
		[
			'small',
			'a redirect',
			[['uploadFile', { kind: 'http', status: 307, headers: { location: 'http://127.0.0.1:1/' } }]],
			'The server wants to send the request to another address',
		],
		['large', 'a break in a part', [['putChunk', { kind: 'dropMidBody', afterBytes: 3_000_000 }]]],
		['large', 'a break in many parts', [['putChunk', { kind: 'dropMidBody', afterBytes: 5_000_000 }, 10]]],
		['large', 'a lost answer to a part', [['putChunk', { kind: 'dropAfterBody', createVideo: true }]]],
		['large', 'no answer to a part', [['putChunk', { kind: 'silentAfterBody', createVideo: true }]]],
		['large', 'a part that stands still', [['putChunk', { kind: 'stall', afterBytes: 3_000_000 }]]],
		['large', 'trouble of the session’s host', [['putChunk', { kind: 'http', status: 503 }, 3]]],
		['large', 'a limit of the session’s host', [['putChunk', { kind: 'http', status: 429 }, 2]]],
		['large', 'an answer without a Range', [['putChunk', { kind: 'noRange' }, 2]]],
		['large', 'a part of a part', [['putChunk', { kind: 'keepLess', bytes: 1_000_000 }, 3]]],
		['large', 'nothing of a part', [['putChunk', { kind: 'keepLess', bytes: 0 }]]],
		['large', 'a session that is gone (404)', [['putChunk', { kind: 'endSession', status: 404 }]]],
		['large', 'a session that is gone (410)', [['putChunk', { kind: 'endSession', status: 410 }]]],
		[
			'large',
			'a session that is gone when it is asked',
			[
				['putChunk', { kind: 'dropMidBody', afterBytes: 9 }],
				['askOffset', { kind: 'endSession', status: 410 }],
			],
		],
		[
			'large',
			'a question to the session without an answer',
			[
				['putChunk', { kind: 'dropMidBody', afterBytes: 9 }],
				['askOffset', { kind: 'dropAfterBody', createVideo: false }],
			],
		],
		[
			'large',
			'a lost answer to the opening',
			[['openSession', { kind: 'dropAfterBody', createVideo: true }]],
		],
		['large', 'a lost answer to finalize', [['finalize', { kind: 'dropAfterBody', createVideo: true }]]],
		['large', 'a lost finalize', [['finalize', { kind: 'dropAfterBody', createVideo: false }]]],
		['large', 'a gateway that lost finalize’s answer', [['finalize', { ...gateway, createVideo: true }]]],
		['large', 'half an answer to finalize', [['finalize', { kind: 'truncatedJson' }]]],
		['large', 'the limit at finalize', [['finalize', limit, 8]]],
		['large', 'bytes that are said to be missing', [['finalize', refusal(409, 'upload_incomplete')]]],
		['large', 'finalize never answered', [['finalize', { ...gateway, createVideo: true }, 4]], unconfirmed],
		[
			'large',
			'a host that never takes a part',
			[['putChunk', { kind: 'http', status: 500 }, 9]],
			'memories.ai is not available right now (HTTP 500)',
		],
		[
			'large',
			'no money',
			[['openSession', refusal(402, 'quota_exceeded')]],
			'The memories.ai account has no money left',
		],
		[
			'large',
			'no money at finalize',
			[['finalize', refusal(402, 'quota_exceeded')]],
			'The memories.ai account has no money left',
		],
	])('%s: %s', async (size, _name, faults, ...[message]) => {
		for (const [place, fault, times = 1] of faults) stage.datalake.faults.next(place, fault, { times });
		const item = await sizes[size].item();
		hurry();
		const run = await stage.run('upload', {}, [item]);

		if (message === undefined) {
			expect(run.error).toBeUndefined();
			expect(run.items).toMatchObject([{ json: { videoNo: stage.datalake.videos[0]?.id } }]);
			expect(stage.datalake.videos).toMatchObject([{ sha256: sizes[size].sha256 }]);
		} else {
			expect(run.error?.message).toContain(message);
			expect(stage.datalake.createdVideos).toBeLessThanOrEqual(1);
		}
		expect(run.stored).not.toContain(stage.credential().apiKey);
		for (const { id } of stage.datalake.sessionHost.sessions) expect(run.stored).not.toContain(id);
		expect(stage.datalake.sessionHost.authorizations).toEqual([]);
		stage.datalake.faults.clear();
	});
});

test.each<[name: string, switches: Partial<DatalakeSwitches>]>([
	['nothing of a broken part kept', { keepsBrokenChunks: false }],
	['a new session for a repeated opening', { repeatedSession: 'new' }],
	['parts cut down', { unevenChunks: 'cutDown' }],
	['201 for the last part', { finalChunkStatus: 201 }],
	['no chunk_size', { chunkSize: undefined }],
	['unfinished uploads shown', { unfinishedUploads: 'shown' }],
	['early finalize refused by 400', { earlyFinalizeStatus: 400 }],
	['308 for a gap', { gapAnswer: 308 }],
	['id for video_id', { uploadIdField: 'id' }],
	['tags refused', { tagsAtUpload: 'refused' }],
])('breaks with %s', async (_name, switches) => {
	Object.assign(stage.datalake.switches, switches);
	stage.datalake.faults.always('putChunk', { kind: 'dropMidBody', afterBytes: 5_000_000 }, { every: 3 });
	stage.datalake.faults.next('finalize', { kind: 'dropAfterBody', createVideo: true });
	const item = await sizes.large.item();
	hurry();
	const run = await stage.run('upload', { additionalFields: { tags: 'a, b' } }, [item]);

	expect(run.error).toBeUndefined();
	expect(stage.datalake.videos).toMatchObject([{ sha256: largeSha256, metadata: { tags: ['a', 'b'] } }]);
});

test('the address of an upload that is not https is not used, unless the API is local', async () => {
	stage.datalake.switches.uploadUrl = 'ftp://127.0.0.1/upload?upload_id=0123456789abcdef0123';
	const run = await stage.run('upload', {}, [await sizes.large.item()]);

	expect(run.error?.message).toContain('named an address for the upload that is not safe');
	expect(run.stored).not.toContain('0123456789abcdef0123');
});

test('Retry On Fail ends in the one video that an earlier try has made', async () => {
	stage.datalake.faults.next('uploadFile', { ...gateway, createVideo: true }, { times: 3 });
	const item = await sizes.small.item();
	hurry();
	const run = await stage.run('upload', { options: { maxRetries: 0 } }, [item], {
		node: { retryOnFail: true, maxTries: 5, waitBetweenTries: 10 },
	});

	expect(run.items).toMatchObject([{ json: { videoNo: stage.datalake.videos[0]?.id } }]);
	expect(stage.datalake.createdVideos).toBe(1);
});

test('two items, two runs: a video each', async () => {
	await stage.run('upload', {}, [await sizes.small.item(), await sizes.small.item()]);
	await stage.run('upload', {}, [await sizes.small.item()]);

	expect(new Set(stage.datalake.videos.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(3);
});

test('the error of a refusal has the ID of the request', async () => {
	stage.datalake.faults.next('uploadFile', refusal(403, 'forbidden', { message: 'no' }));
	const run = await stage.run('upload', {}, [await sizes.small.item()]);

	expect(run.error?.description).toContain(
		`memories.ai said: code forbidden, "no". The ID of the request is ${stage.datalake.journal.at(-1)?.requestId}`,
	);
});

test('a stopped execution stops a part', async () => {
	stage.datalake.faults.next('putChunk', { kind: 'slowReader', bytesPerSecond: 1_000_000 });
	const item = await sizes.large.item();
	const run = await stage.run('upload', {}, [item], {
		cancelWhen: until(() => stage.datalake.sessionHost.journal.length > 0),
	});

	expect(run.error?.message).toBe('The upload was stopped because the execution was cancelled [Item 0]');
	expect(stage.datalake.videos).toEqual([]);
});
