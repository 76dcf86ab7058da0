import type { INodeParameters } from 'n8n-workflow';
import type { Fault } from '../../simulator/faults';
import { uploadedVideoNo } from '../../simulator/testClient';
import { hurry } from '../support/hurry';
import { byId } from '../support/parameters';
import { Stage } from '../support/stage';
import { until } from '../support/until';
import { storedItem } from '../support/uploads';

const stage = Stage.forEachTest();

/** Looks every few milliseconds, for as long as a test may take. */
const quickly = { checkInterval: 0.02 };
/** As good as at once, in minutes. */
const soon = 0.005;

const statusEndpoint = { 'v1.1': 'list_videos', 'v1.2': 'get_metadata' } as const;
const looks = () =>
	stage.simulator.journal.filter(({ path }) => /list_videos|get_metadata/.test(path)).length;

/** Settles a video once it has been looked at so many times. */
async function settleAfter(count: number, videoNo: () => string | undefined, outcome: 'PARSE' | 'FAIL') {
	await until(() => looks() >= count);
	await stage.simulator.settle(videoNo() ?? '', outcome);
}

describe.each(['v1.1', 'v1.2'] as const)('API %s', (version) => {
	const wait = async (videoNo: string, options: INodeParameters = {}) =>
		await stage.runOn(version, 'waitUntilParsed', {
			videoNo: byId(videoNo),
			options: { ...quickly, ...options },
		});

	test('goes on when the video is parsed, with what Get gives', async () => {
		const videoNo = await uploadedVideoNo(stage.simulator, { version });
		const [run] = await Promise.all([wait(videoNo), settleAfter(3, () => videoNo, 'PARSE')]);
		const get = await stage.runOn(version, 'get', { videoNo: byId(videoNo) });

		expect(run.items).toEqual(get.items);
		expect(run.items[0]?.json).toMatchObject({ videoNo, isParsed: true });
	});

	test('a video that is parsed already takes one look', async () => {
		const videoNo = await uploadedVideoNo(stage.simulator, { version });
		await stage.simulator.settle(videoNo, 'PARSE');
		await wait(videoNo);

		expect(looks()).toBe(1);
	});

	test('a video that fails ends the node with memories.ai’s reason', async () => {
		const videoNo = await uploadedVideoNo(stage.simulator, { version });
		const [run] = await Promise.all([wait(videoNo), settleAfter(2, () => videoNo, 'FAIL')]);

		expect(run.error).toMatchObject({
			message: `memories.ai could not parse the video ${videoNo} [Item 0]`,
			description: expect.stringContaining('memories.ai said: Indexing failed. ') as string,
		});
	});

	test('or is given out, where the user wants to continue', async () => {
		const videoNo = await uploadedVideoNo(stage.simulator, { version });
		await stage.simulator.settle(videoNo, 'FAIL');
		const run = await wait(videoNo, { continueIfNotParsed: true });

		expect(run.items[0]?.json).toMatchObject({ videoNo, isParsed: false, isFailed: true });
	});

	test('says after five minutes that there is a better way to wait, once for all items', async () => {
		hurry(600);
		const videoNo = await uploadedVideoNo(stage.simulator, { version });
		const parameters = { videoNo: byId(videoNo), options: { parseTimeout: 6, continueIfNotParsed: true } };
		const long = await stage.runOn(version, 'waitUntilParsed', parameters, [{ json: {} }, { json: {} }]);
		await stage.simulator.settle(videoNo, 'PARSE');
		const short = await wait(videoNo);

		expect(long.hints).toEqual([
			{ location: 'outputPane', message: expect.stringContaining('upload-and-sleep.json') as string },
		]);
		expect(short.hints).toEqual([]);
	});

	test('a video that takes too long ends the node, or is given out', async () => {
		const videoNo = await uploadedVideoNo(stage.simulator, { version });
		const run = await wait(videoNo, { parseTimeout: soon });
		const continued = await wait(videoNo, { parseTimeout: soon, continueIfNotParsed: true });

		expect(run.error).toMatchObject({
			message: `The video ${videoNo} was not parsed after ${soon} minutes [Item 0]`,
			description: expect.stringContaining('Its status is UNPARSE') as string,
		});
		expect(continued.items[0]?.json).toMatchObject({ videoNo, isParsed: false, isFailed: false });
	});

	test.each<[string, Fault]>([
		['the request limit', { kind: 'envelope', code: '0429', msg: 'Request has exceeded the limit.' }],
		['a broken connection', { kind: 'dropAfterBody', createVideo: false }],
		['a gateway’s page', { kind: 'http', status: 502, body: '<h1>Bad Gateway</h1>' }],
		['a cut-off answer', { kind: 'truncatedJson' }],
	])('outlasts %s', async (_case, fault) => {
		const videoNo = await uploadedVideoNo(stage.simulator, { version });
		await stage.simulator.settle(videoNo, 'PARSE');
		stage.simulator.faults.next(statusEndpoint[version], fault, { times: 5 });
		const run = await wait(videoNo);

		expect(run.items[0]?.json).toMatchObject({ videoNo, isParsed: true });
		expect(looks()).toBe(6);
	});

	test('outlasts trouble inside memories.ai, which has the code of wrong parameters, but not for ever', async () => {
		const videoNo = await uploadedVideoNo(stage.simulator, { version });
		await stage.simulator.settle(videoNo, 'PARSE');
		const abnormal = { kind: 'envelope', code: '0001', msg: 'network abnormal' } as const;
		stage.simulator.faults.next(statusEndpoint[version], abnormal, { times: 2 });
		expect((await wait(videoNo)).items[0]?.json).toMatchObject({ isParsed: true });

		stage.simulator.faults.next(statusEndpoint[version], abnormal, { times: 3 });
		expect((await wait(videoNo)).error?.message).toBe('memories.ai did not accept the request [Item 0]');
	});

	test('ends at once when the key is refused', async () => {
		stage.simulator.faults.next(statusEndpoint[version], { kind: 'envelope', code: '9009', msg: '' });
		const run = await wait('VI1');

		expect(run.error?.message).toBe('memories.ai does not accept the API key [Item 0]');
		expect(looks()).toBe(1);
	});

	test('a video that the account lacks is looked for three times: a new one may not be listed yet', async () => {
		const run = await wait('VI1');

		expect(run.error?.message).toBe("'Video': the account has no video VI1 [Item 0]");
		expect(looks()).toBe(version === 'v1.1' ? 3 : 6);
	});

	test('ends when the execution is cancelled', async () => {
		const videoNo = await uploadedVideoNo(stage.simulator, { version });
		const run = await stage.runOn(version, 'waitUntilParsed', { videoNo: byId(videoNo) }, [{ json: {} }], {
			cancelWhen: until(() => looks() > 0),
		});

		expect(run.error?.message).toBe(
			`The waiting for video ${videoNo} was stopped because the execution was cancelled [Item 0]`,
		);
	});
});

describe.each([
	['upload', async () => [await storedItem(stage.engine)], {}],
	['uploadFromUrl', async () => [{ json: {} }], { videoUrl: 'https://cdn.example.com/interview.mp4' }],
] as const)('%s with Wait Until Parsed', (operation, items, fields) => {
	const upload = async (options: INodeParameters, settings = {}) =>
		await stage.runOn(
			'v1.2',
			operation,
			{ ...fields, options: { ...quickly, waitUntilParsed: true, ...options } },
			await items(),
			{ node: settings },
		);
	const videoNo = () => stage.simulator.videos[0]?.videoNo;

	test('gives the upload’s answer with the status and the details that Get gives', async () => {
		const [run] = await Promise.all([upload({}), settleAfter(2, videoNo, 'PARSE')]);

		expect(run.items[0]?.json).toMatchObject({
			videoNo: videoNo(),
			videoStatus: 'PARSE',
			status: 'PARSE',
			isParsed: true,
			duration: 60,
			apiVersion: 'v1.2',
		});
	});

	test('names the uploaded video when the waiting ends otherwise', async () => {
		const [run] = await Promise.all([upload({}), settleAfter(2, videoNo, 'FAIL')]);

		expect(run.error).toMatchObject({
			message: `memories.ai could not parse the video ${videoNo()} [Item 0]`,
			description: expect.stringMatching(/\. The video is uploaded, its ID is VI\d+$/) as string,
		});
	});

	test('with On Error → Continue, the item has the number of the video', async () => {
		const run = await upload({ parseTimeout: soon }, { onError: 'continueRegularOutput' });

		expect(run.items[0]?.json).toMatchObject({
			videoNo: videoNo(),
			error: `The video ${videoNo()} was not parsed after ${soon} minutes [Item 0]`,
			details: expect.stringContaining('Its status is UNPARSE') as string,
		});
	});

	test('with On Error → Continue (using error output), where n8n leaves the message only, that names it', async () => {
		stage.simulator.faults.next('get_metadata', { kind: 'envelope', code: '9009', msg: '' });
		const run = await upload({}, { onError: 'continueErrorOutput' });

		expect(run.items).toEqual([]);
		expect(run.errorItems.map(({ json }) => json)).toEqual([
			{ error: `memories.ai does not accept the API key [Item 0], video ${videoNo()} is uploaded` },
		]);
	});

	test('Retry On Fail waits again, and uploads nothing again', async () => {
		const refusal = { kind: 'envelope', code: '0403', msg: '' } as const;
		stage.simulator.faults.next('get_metadata', refusal);
		const [run] = await Promise.all([
			upload({}, { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 }),
			settleAfter(2, videoNo, 'PARSE'),
		]);

		expect(run.items[0]?.json).toMatchObject({ videoNo: videoNo(), isParsed: true });
		expect(stage.simulator.videos).toHaveLength(1);
	});
});

test('waits in the part of the account that the video was uploaded to', async () => {
	const fields = {
		additionalFields: { uniqueId: 'team-a' },
		options: { ...quickly, waitUntilParsed: true },
	};
	const [run] = await Promise.all([
		stage.runOn('v1.2', 'upload', fields, [await storedItem(stage.engine)]),
		settleAfter(1, () => stage.simulator.videos[0]?.videoNo, 'PARSE'),
	]);

	expect(run.items[0]?.json).toMatchObject({ isParsed: true });
});
