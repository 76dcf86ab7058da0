import { readdirSync, readlinkSync } from 'node:fs';
import { truncate, appendFile } from 'node:fs/promises';
import path from 'node:path';
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { noFault } from '../simulator/commonFaults';
import type { Fault } from '../simulator/faults';
import type { NodeRun } from './support/engine';
import { hurry } from './support/hurry';
import { Stage } from './support/stage';
import { until } from './support/until';
import {
	credentialFor,
	inMemoryItem,
	sampleSha256,
	sampleVideo,
	storedItem,
	uploadParameters,
	uploadsOf,
} from './support/uploads';

const stage = Stage.forEachTest();

/** A player would stop after the sample; what counts here is the number of bytes. */
const bigVideo = Buffer.concat([sampleVideo, Buffer.alloc(20_000_000 - sampleVideo.byteLength, 'more')]);
/** Short enough to be read at once. */
const shortVideo = bigVideo.subarray(0, 100_000);

async function upload(item: INodeExecutionData, options: INodeParameters = {}): Promise<NodeRun> {
	return await stage.engine.runNode(uploadParameters({ options }), [item], credentialFor(stage.simulator));
}

const small = async () => await storedItem(stage.engine);
const big = async () => await storedItem(stage.engine, { fileName: 'big.mp4' }, bigVideo);

describe('what becomes of a faulty upload, and of the video', () => {
	type Ending = { videos: 0 | 1; uploads: number } & ({ message: string } | { recovered: boolean });

	/** Retry-After of 0 keeps the tests short. */
	const limitByStatus: Fault = { kind: 'http', status: 429, headers: { 'retry-after': '0' } };
	const limitByCode: Fault = {
		kind: 'http',
		status: 200,
		body: '{"code":"0429","msg":"Request has exceeded the limit."}',
		headers: { 'retry-after': '0' },
	};
	const elsewhere: Fault = { kind: 'http', status: 307, headers: { location: 'http://127.0.0.1:1/' } };
	const refusal = { status: 401, body: '{"code":"0401","msg":"no"}' };

	test.each<[string, Fault[], () => Promise<INodeExecutionData>, Ending]>([
		[
			'drop in mid-body',
			[{ kind: 'dropMidBody', afterBytes: 1_000_000 }],
			big,
			{ videos: 1, uploads: 2, recovered: false },
		],
		[
			'drop after the body, video stored',
			[{ kind: 'dropAfterBody', createVideo: true }],
			small,
			{ videos: 1, uploads: 1, recovered: true },
		],
		[
			'drop after the body, nothing stored',
			[{ kind: 'dropAfterBody', createVideo: false }],
			small,
			{ videos: 0, uploads: 1, message: 'memories.ai may have taken the video but did not confirm it' },
		],
		['cut-off JSON', [{ kind: 'truncatedJson' }], small, { videos: 1, uploads: 1, recovered: true }],
		['0000 without data', [{ kind: 'noData' }], small, { videos: 1, uploads: 1, recovered: true }],
		[
			'an HTML page with 502',
			[{ kind: 'http', status: 502, body: '<h1>Bad Gateway</h1>' }],
			small,
			{ videos: 0, uploads: 1, message: 'memories.ai may have taken the video but did not confirm it' },
		],
		[
			'slow reader',
			[{ kind: 'slowReader', bytesPerSecond: 40_000_000 }],
			big,
			{ videos: 1, uploads: 1, recovered: false },
		],
		[
			'0429 three times',
			[limitByCode, limitByCode, limitByCode],
			small,
			{ videos: 1, uploads: 4, recovered: false },
		],
		[
			'429 three times',
			[limitByStatus, limitByStatus, limitByStatus],
			small,
			{ videos: 1, uploads: 4, recovered: false },
		],
		[
			'0429 more often than Max Retries',
			Array<Fault>(4).fill(limitByCode),
			small,
			{ videos: 0, uploads: 4, message: 'memories.ai has reached its request limit' },
		],
		[
			'401 before the body was read',
			[{ kind: 'earlyRefusal', ...refusal }],
			big,
			{ videos: 0, uploads: 1, message: 'memories.ai does not accept the API key' },
		],
		[
			'413',
			[{ kind: 'http', status: 413 }],
			small,
			{ videos: 0, uploads: 1, message: 'The server finds the video too large' },
		],
		[
			'redirect to another host',
			[elsewhere],
			small,
			{ videos: 0, uploads: 1, message: 'The server wants to send the request to another address' },
		],
		[
			'0402',
			[{ kind: 'envelope', code: '0402', msg: '' }],
			small,
			{ videos: 0, uploads: 1, message: 'The memories.ai account has no credits left' },
		],
	])('%s', async (_case, faults, item, expected) => {
		hurry();
		for (const fault of faults) stage.simulator.faults.next('upload', fault);
		const run = await upload(await item());

		expect(stage.simulator.videos).toHaveLength(expected.videos);
		expect(uploadsOf(stage.simulator)).toHaveLength(expected.uploads);
		if ('message' in expected) {
			expect(run.error?.message).toBe(`${expected.message} [Item 0]`);
		} else {
			expect(run.items[0]?.json.videoNo).toBe(stage.simulator.videos[0]?.videoNo);
			expect(run.items[0]?.json.recovered).toBe(expected.recovered ? true : undefined);
		}
	});

	test('no answer and no look into the account: the user is told, and nothing is sent again', async () => {
		hurry();
		stage.simulator.faults.next('upload', { kind: 'dropAfterBody', createVideo: true });
		// The first look is that of API Version Auto.
		stage.simulator.faults.next('list_videos', noFault);
		stage.simulator.faults.always('list_videos', { kind: 'http', status: 503 });
		const run = await upload(await small());

		expect(run.error).toMatchObject({
			message: 'memories.ai may have taken the video but did not confirm it [Item 0]',
			description: expect.stringMatching(
				/^'sample.mp4' \(\d+ bytes\) was sent at \S+, and no clear answer came: memories.ai did not answer. The account could not be searched .*: memories.ai is not available/,
			) as string,
		});
		expect(uploadsOf(stage.simulator)).toHaveLength(1);
	});

	test('a refusal that the connection swallowed surfaces before the video is sent again', async () => {
		stage.simulator.faults.next('upload', { kind: 'earlyRefusal', ...refusal, unreadBody: 'cutOff' });
		stage.simulator.faults.next('list_videos', noFault);
		stage.simulator.faults.next('list_videos', { kind: 'envelope', code: '0401', msg: 'no' });
		const run = await upload(await big());

		expect(run.error?.message).toBe('memories.ai does not accept the API key [Item 0]');
		expect(uploadsOf(stage.simulator)).toHaveLength(1);
	});

	test('a transfer that stands still is ended', async () => {
		stage.simulator.faults.next('upload', { kind: 'stall', afterBytes: 1_000_000 });
		const run = await upload(await big(), { stallTimeout: 1 });

		expect(run.error?.message).toBe('The upload stood still for 1 seconds [Item 0]');
		expect(uploadsOf(stage.simulator)).toHaveLength(1);
		expect(stage.simulator.videos).toEqual([]);
	});

	test.each([
		['with the video stored', true, 1],
		['with nothing stored', false, 0],
	])('no answer within Upload Timeout, %s', async (_case, createVideo, videos) => {
		stage.simulator.faults.next('upload', { kind: 'silentAfterBody', createVideo });
		hurry();
		const run = await upload(await small(), { uploadTimeout: 1 });

		expect(stage.simulator.videos).toHaveLength(videos);
		expect(uploadsOf(stage.simulator)).toHaveLength(1);
		if (createVideo) expect(run.items[0]?.json).toMatchObject({ recovered: true });
		else {
			expect(run.error?.description).toContain(
				'and no clear answer came: The upload was not done after 1 minutes',
			);
		}
	});
});

describe('looking for a video that was not confirmed', () => {
	test('does not take an earlier upload of the same file for this one', async () => {
		const item = await small();
		await upload(item);
		stage.simulator.faults.next('upload', { kind: 'dropAfterBody', createVideo: true });
		const run = await stage.engine.runNode(
			uploadParameters(),
			[await small(), await small()],
			credentialFor(stage.simulator),
		);

		const videoNos = stage.simulator.videos.map(({ videoNo }) => videoNo);
		expect(videoNos).toHaveLength(3);
		expect(run.items.map(({ json }) => [json.videoNo, json.recovered])).toEqual([
			[videoNos[1], true],
			[videoNos[2], undefined],
		]);
	});

	test('searches the part of the account that the video was sent to', async () => {
		stage.simulator.faults.next('upload', { kind: 'dropAfterBody', createVideo: true });
		const run = await stage.engine.runNode(
			uploadParameters({ additionalFields: { uniqueId: 'team-a' } }),
			[await small()],
			credentialFor(stage.simulator),
		);

		expect(run.items[0]?.json).toMatchObject({
			videoNo: stage.simulator.videos[0]?.videoNo,
			recovered: true,
		});
	});

	test('works in v1.1, where all numbers are text', async () => {
		stage.simulator.faults.next('upload', { kind: 'dropAfterBody', createVideo: true });
		const run = await stage.engine.runNode(
			uploadParameters(),
			[await small()],
			credentialFor(stage.simulator, { apiVersion: 'v1.1' }),
		);

		expect(run.items[0]?.json).toMatchObject({
			videoNo: stage.simulator.videos[0]?.videoNo,
			recovered: true,
		});
	});

	test('goes by the server’s clock, however wrong it is', async () => {
		const anHourMs = 3_600_000;
		await stage.restartSimulator({ dateNow: () => Date.now() - anHourMs });
		stage.simulator.faults.next('upload', { kind: 'dropAfterBody', createVideo: true });
		const run = await upload(await small());

		expect(run.items[0]?.json).toMatchObject({
			videoNo: stage.simulator.videos[0]?.videoNo,
			recovered: true,
		});
		expect(stage.simulator.videos).toHaveLength(1);
	});
});

describe('a stored file that is not what n8n says', () => {
	/** The file in n8n's store behind an item. */
	function fileOf(item: INodeExecutionData): string {
		const userFolder = process.env.N8N_USER_FOLDER ?? '';
		const fileName = path.basename(item.binary?.data?.id ?? '');
		const found = readdirSync(userFolder, { recursive: true, encoding: 'utf8' }).find(
			(name) => path.basename(name) === fileName,
		);
		if (found === undefined) throw new Error(`n8n has stored no file ${fileName}`);
		return path.join(userFolder, found);
	}

	test.each([
		['large and shorter', bigVideo, async (file: string) => await truncate(file, 1_000_000)],
		['large and longer', bigVideo, async (file: string) => await appendFile(file, 'one more')],
		['small and shorter', shortVideo, async (file: string) => await truncate(file, 50_000)],
		['small and longer', shortVideo, async (file: string) => await appendFile(file, 'one more')],
	])('%s: the request ends, and no video is made of it', async (_case, video, tamper) => {
		const item = await storedItem(stage.engine, { fileName: 'clip.mp4' }, video);
		await tamper(fileOf(item));
		const run = await upload(item);

		expect(run.error).toMatchObject({
			message: "The video could not be read from n8n's storage [Item 0]",
			description: expect.stringContaining(`should have ${video.byteLength} bytes`) as string,
		});
		expect(stage.simulator.videos).toEqual([]);
		expect(uploadsOf(stage.simulator).length).toBeLessThanOrEqual(1);
	});
});

describe('cancelling the execution', () => {
	test('in the middle of the transfer ends it and closes the file', async () => {
		stage.simulator.faults.next('upload', { kind: 'slowReader', bytesPerSecond: 5_000_000 });
		const run = await stage.engine.runNode(
			uploadParameters(),
			[await big()],
			credentialFor(stage.simulator),
			{
				cancelWhen: until(
					() => (uploadsOf(stage.simulator)[0]?.receivedBytes ?? 0) > bigVideo.byteLength / 2,
				),
			},
		);

		expect(run.error?.message).toBe('The upload was stopped because the execution was cancelled [Item 0]');
		expect(stage.simulator.videos).toEqual([]);
		await until(() => openBinaryFiles().length === 0);
	});

	test('while waiting for the request limit ends the waiting', async () => {
		stage.simulator.faults.next('upload', { kind: 'http', status: 429, headers: { 'retry-after': '300' } });
		const log = jest.spyOn(stage.engine.logger, 'info');
		const run = await stage.engine.runNode(
			uploadParameters(),
			[await small()],
			credentialFor(stage.simulator),
			{
				cancelWhen: until(() => log.mock.calls.some(([line]) => line.includes('next try in 300 s (1 of 3)'))),
			},
		);

		expect(run.error?.message).toBe('The upload was stopped because the execution was cancelled [Item 0]');
		expect(stage.simulator.videos).toEqual([]);
	});
});

describe('Retry On Fail', () => {
	test.each(['filesystem', 'memory'])('uploads no finished item again (%s)', async (mode) => {
		const item = async () => (mode === 'memory' ? inMemoryItem() : await small());
		stage.simulator.faults.next('upload', noFault);
		stage.simulator.faults.next('upload', { kind: 'envelope', code: '0001', msg: 'network abnormal' });
		const run = await stage.engine.runNode(
			uploadParameters(),
			[await item(), await item(), await item()],
			credentialFor(stage.simulator),
			{ node: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 } },
		);

		expect(run.status).toBe('success');
		expect(run.items.map(({ json }) => json.videoNo)).toEqual(
			stage.simulator.videos.map(({ videoNo }) => videoNo),
		);
		expect(stage.simulator.videos).toHaveLength(3);
		expect(uploadsOf(stage.simulator)).toHaveLength(4);
	});

	test('a later run uploads the same item again', async () => {
		const item = await small();
		await upload(item);
		await upload(item);

		expect(stage.simulator.videos).toHaveLength(2);
	});
});

test('20 uploads and 10 broken ones leave no file open', async () => {
	for (let round = 0; round < 10; round++) {
		stage.simulator.faults.next('upload', { kind: 'dropMidBody', afterBytes: 100_000 });
		await upload(await big(), { maxRetries: 0 });
		await upload(await small());
		await upload(inMemoryItem());
	}

	expect(stage.simulator.videos).toHaveLength(20);
	expect(uploadsOf(stage.simulator).filter((entry) => entry.file?.sha256 === sampleSha256)).toHaveLength(20);
	await until(() => openBinaryFiles().length === 0);
});

/** Files of n8n's binary store that this process has open. */
function openBinaryFiles(): string[] {
	return readdirSync('/proc/self/fd').flatMap((descriptor) => {
		try {
			const target = readlinkSync(`/proc/self/fd/${descriptor}`);
			return target.startsWith(process.env.N8N_USER_FOLDER ?? '?') ? [target] : [];
		} catch {
			return [];
		}
	});
}
