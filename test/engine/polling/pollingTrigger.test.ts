import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { gatewayError, nullData, requestLimit } from '../../simulator/commonFaults';
import type { Fault } from '../../simulator/faults';
import { uploadedVideoNo, type TestUpload } from '../../simulator/testClient';
import type { TestCredential } from '../support/engine';
import { hurry } from '../support/hurry';
import type { PollingWorkflow } from '../support/pollingWorkflow';
import { Stage } from '../support/stage';
import { credentialFor } from '../support/uploads';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

const stage = Stage.forEachTest();

beforeEach(async () => {
	await stage.restartSimulator({ dateNow: () => Date.now() });
	hurry();
});

const versions = ['v1.1', 'v1.2'] as const;
type Version = (typeof versions)[number];

function workflowOn(
	apiVersion: TestCredential['apiVersion'],
	parameters: INodeParameters = {},
	staticData?: IDataObject,
): PollingWorkflow {
	return stage.engine.pollingWorkflow(parameters, credentialFor(stage.simulator, { apiVersion }), staticData);
}

/** A workflow that has looked once. */
async function activeWorkflow(version: Version, parameters?: INodeParameters): Promise<PollingWorkflow> {
	const workflow = workflowOn(version, parameters);
	expect(await workflow.poll()).toBeUndefined();
	return workflow;
}

async function uploaded(version: Version, upload: TestUpload = {}): Promise<string> {
	later(1);
	return await uploadedVideoNo(stage.simulator, { version, ...upload });
}

async function finished(version: Version, outcome: 'PARSE' | 'FAIL' = 'PARSE', upload: TestUpload = {}) {
	const videoNo = await uploaded(version, upload);
	await stage.simulator.settle(videoNo, outcome);
	return videoNo;
}

/** Uploads so many videos, one a minute, which memories.ai parses at once. */
async function coverWith(count: number, version: Version): Promise<void> {
	for (let index = 0; index < count; index++) {
		later(minuteMs);
		await finished(version);
	}
}

const numbersOf = (items: IDataObject[] | undefined) => items?.map(({ videoNo }) => videoNo);

/** How many requests come meanwhile. */
async function requestsDuring(task: () => Promise<unknown>): Promise<number> {
	const before = stage.simulator.journal.length;
	await task();
	return stage.simulator.journal.length - before;
}

/** Moves the clocks of n8n and memories.ai on. */
function later(milliseconds: number): void {
	const now = Date.now() + milliseconds;
	jest.spyOn(Date, 'now').mockImplementation(() => now);
}

describe.each(versions)('API %s', (version) => {
	test('nothing old comes at first, then what is finished, once', async () => {
		await finished(version);
		const awaited = await uploaded(version);
		const workflow = await activeWorkflow(version);

		const between = await finished(version);
		await stage.simulator.settle(awaited, 'PARSE');

		expect(numbersOf(await workflow.poll())).toEqual([awaited, between]);
		expect(await workflow.poll()).toBeUndefined();
	});

	test('the event is that of the webhook trigger, with the details of the list', async () => {
		const workflow = await activeWorkflow(version);
		const videoNo = await finished(version);
		const [polled] = (await workflow.poll()) ?? [];
		// The webhook trigger has to answer in seconds, which are not to pass faster.
		jest.restoreAllMocks();
		const called = await stage.engine.deliver(
			{ events: ['parsed'], callbackCheck: 'signedOrConfirmed' },
			{ body: JSON.stringify({ videoNo, status: 'PARSE' }) },
			credentialFor(stage.simulator, { apiVersion: version }),
		);

		expect(polled).toEqual({
			...called.items[0],
			receivedAt: expect.any(String) as string,
			video: expect.objectContaining({
				videoNo,
				name: 'clip',
				status: 'PARSE',
				duration: 60,
				size: 18,
			}) as object,
		});
		expect(polled).toMatchObject({ event: 'video.parsed', verified: 'api' });
	});

	test('failed videos come when they are asked for', async () => {
		const both = await activeWorkflow(version, { events: ['failed', 'parsed'] });
		const parsedOnly = await activeWorkflow(version);
		const videoNo = await finished(version, 'FAIL');

		expect(await both.poll()).toMatchObject([{ videoNo, event: 'video.failed' }]);
		expect(await parsedOnly.poll()).toBeUndefined();
	});

	test('a video that takes days comes, over restarts of n8n', async () => {
		const videoNo = await uploaded(version);
		let workflow = await activeWorkflow(version);
		for (let day = 1; day <= 5; day++) {
			later(dayMs);
			await finished(version);
			workflow = workflowOn(version, {}, workflow.staticData);
			await workflow.poll();
		}
		await stage.simulator.settle(videoNo, 'PARSE');

		expect(numbersOf(await workflow.poll())).toEqual([videoNo]);
	});

	test('after an n8n that was off for nine days, all come', async () => {
		const awaited = await uploaded(version);
		const workflow = await activeWorkflow(version);
		const expected = [awaited];
		for (let day = 1; day <= 9; day++) {
			later(dayMs);
			expected.push(await finished(version));
		}
		await stage.simulator.settle(awaited, 'PARSE');

		expect(numbersOf(await workflowOn(version, {}, workflow.staticData).poll())).toEqual(expected);
	});

	test('250 new videos over several pages come in one poll, within the request limits', async () => {
		const workflow = await activeWorkflow(version);
		const expected = [];
		for (let count = 0; count < 250; count++) expected.push(await finished(version));
		let items;
		const requests = await requestsDuring(async () => (items = await workflow.poll()));

		expect(numbersOf(items)).toEqual(expected);
		expect(requests).toBe(2);
	});

	test('30 unfinished videos behind new ones are looked up by their numbers', async () => {
		const awaited = [];
		for (let count = 0; count < 30; count++) awaited.push(await uploaded(version));
		const workflow = await activeWorkflow(version);
		await coverWith(230, version);
		await workflow.poll();
		for (const videoNo of awaited) await stage.simulator.settle(videoNo, 'PARSE');
		let items;
		const requests = await requestsDuring(async () => (items = await workflow.poll()));

		expect(numbersOf(items)).toEqual(awaited);
		// The newest page, and all of them in one request, or the second page for want of that.
		expect(requests).toBe(version === 'v1.2' ? 2 : 3);
	});

	test.each([30, 500])('an idle account with %s videos takes one request a poll', async (count) => {
		await coverWith(count, version);
		const workflow = await activeWorkflow(version);
		const requests = await requestsDuring(async () => await workflow.poll());

		expect(requests).toBe(1);
	});

	const faults: Array<[string, Fault]> = [
		['a gateway', gatewayError(503, { createVideo: false })],
		['half a page', { kind: 'truncatedJson' }],
		['a page without data', nullData],
		['a lost answer', { kind: 'dropAfterBody', createVideo: false }],
		['a lasting request limit', requestLimit()],
		['a refused key', { kind: 'envelope', code: '9009', msg: 'Permission denied' }],
	];
	test.each(faults)('%s is an error and leaves the memory alone', async (_case, fault) => {
		const awaited = await uploaded(version);
		const workflow = await activeWorkflow(version);
		const before = workflow.staticData;
		await stage.simulator.settle(awaited, 'PARSE');
		const fresh = await finished(version);
		stage.simulator.faults.always('list_videos', fault);
		const error = await workflow.poll().catch((thrown: unknown) => thrown);

		expect(error).toMatchObject({ name: 'NodeApiError', node: { name: 'Trigger' } });
		expect(workflow.staticData).toEqual(before);

		stage.simulator.faults.clear();
		expect(numbersOf(await workflow.poll())).toEqual([awaited, fresh]);
	});

	test('an error on a later page leaves the memory alone', async () => {
		const workflow = await activeWorkflow(version);
		stage.simulator.world.longestPage = 2;
		const expected = [];
		for (let count = 0; count < 5; count++) expected.push(await finished(version));
		const before = workflow.staticData;
		stage.simulator.faults.always('list_videos', gatewayError(502, { createVideo: false }), { every: 3 });
		await expect(workflow.poll()).rejects.toThrow('memories.ai is not available right now (HTTP 502)');
		expect(workflow.staticData).toEqual(before);

		stage.simulator.faults.clear();
		expect(numbersOf(await workflow.poll())).toEqual(expected);
	});

	test('a manual run gives the latest finished video and touches no memory', async () => {
		await finished(version);
		const latest = await finished(version);
		await uploaded(version);
		const workflow = workflowOn(version);

		expect(numbersOf(await workflow.poll('manual'))).toEqual([latest]);
		expect(workflow.staticData).toEqual({});
	});

	test('a manual run without one says so', async () => {
		await uploaded(version);
		const error = await workflowOn(version)
			.poll('manual')
			.catch((thrown: unknown) => thrown);

		expect(error).toMatchObject({
			name: 'NodeOperationError',
			message: 'No data with the current filter could be found',
		});
	});
});

describe('filters', () => {
	const inFolder = (folderId: string): TestUpload => ({ fields: [['folder_id', folderId]] });
	const inPart = (uniqueId: string): TestUpload => ({ fields: [['unique_id', uniqueId]] });
	const withTag = (tag: string): TestUpload => ({ fields: [['tags', tag]] });

	test.each([
		['a folder', { folderId: '7' }, inFolder('7'), inFolder('8')],
		['a Unique ID', { uniqueId: 'team' }, inPart('team'), {}],
		['a tag', { tag: 'news' }, withTag('news'), withTag('sport')],
	])('only videos of %s', async (_case, filters, wanted, other) => {
		const workflow = await activeWorkflow('v1.2', { filters });
		const expected = [await finished('v1.2', 'PARSE', wanted)];
		await finished('v1.2', 'PARSE', other);
		const awaited = await uploaded('v1.2', wanted);

		expect(numbersOf(await workflow.poll())).toEqual(expected);
		await stage.simulator.settle(awaited, 'PARSE');
		expect(numbersOf(await workflow.poll())).toEqual([awaited]);
		expect(numbersOf(await workflow.poll('manual'))).toEqual([awaited]);
	});

	test('another filter starts anew, without a flood', async () => {
		const workflow = await activeWorkflow('v1.2', { filters: { uniqueId: 'one' } });
		for (let count = 0; count < 5; count++) await finished('v1.2', 'PARSE', inPart('two'));
		const awaited = await uploaded('v1.2', inPart('two'));
		const changed = workflowOn('v1.2', { filters: { uniqueId: 'two' } }, workflow.staticData);

		expect(await changed.poll()).toBeUndefined();
		await stage.simulator.settle(awaited, 'PARSE');
		expect(numbersOf(await changed.poll())).toEqual([awaited]);
	});

	test.each([
		['Unique ID', { uniqueId: 'team' }],
		['Tag', { tag: 'news' }],
	])('%s is refused in v1.1', async (name, filters) => {
		await expect(workflowOn('v1.1', { filters }).poll()).rejects.toMatchObject({
			message: `'${name}' needs version v1.2 of the memories.ai API`,
		});
		expect(stage.simulator.journal).toEqual([]);
	});
});

test.each([
	[[], "'Trigger On' is empty"],
	[['deleted'], "'Trigger On' has something that is none of its options"],
])('Trigger On %j is refused', async (events, message) => {
	await expect(workflowOn('v1.2', { events }).poll()).rejects.toMatchObject({ message });
});

test('a key that is changed in the credential counts from the next poll on', async () => {
	const credential = credentialFor(stage.simulator);
	const workflow = stage.engine.pollingWorkflow({}, credential);
	await workflow.poll();
	credential.apiKey = 'sk-withdrawn';

	await expect(workflow.poll()).rejects.toThrow('memories.ai does not accept the API key');
	expect(JSON.stringify(await workflow.poll().catch((error: unknown) => error))).not.toContain(
		'sk-withdrawn',
	);
});

test('a poll that comes while another is under way leaves it the news', async () => {
	const workflow = await activeWorkflow('v1.2');
	const videoNo = await finished('v1.2');
	stage.simulator.faults.next('list_videos', { kind: 'lateAnswer', by: { ms: 100 } });
	const results = await Promise.all([workflow.poll(), workflow.poll()]);

	expect(results.map(numbersOf)).toEqual([[videoNo], undefined]);
	expect(await workflow.poll()).toBeUndefined();
});

test('polls every five minutes unless the user says otherwise', () => {
	const { parameters } = workflowOn('v1.2');
	const everyMinute = { item: [{ mode: 'everyMinute' }] };

	expect(parameters.pollTimes).toEqual({ item: [{ mode: 'everyX', value: 5, unit: 'minutes' }] });
	expect(workflowOn('v1.2', { pollTimes: everyMinute }).parameters.pollTimes).toEqual(everyMinute);
});

test.each([
	['each', 1, 2],
	['its list', 5, 3],
])(
	'an older server that takes no notice of several numbers is asked for %s',
	async (_case, count, requests) => {
		stage.simulator.world.videoNosAnswer = (asked, others) => [...others, ...asked];
		const awaited: string[] = [];
		for (let index = 0; index < count; index++) awaited.push(await uploaded('v1.2'));
		const workflow = await activeWorkflow('v1.2');
		await coverWith(220, 'v1.2');

		await workflow.poll();

		// It is asked for several numbers once.
		expect(await requestsDuring(async () => await workflow.poll())).toBe(requests + 1);
		for (const videoNo of awaited) await stage.simulator.settle(videoNo, 'PARSE');
		let items;
		expect(await requestsDuring(async () => (items = await workflow.poll()))).toBe(requests);
		expect(numbersOf(items)).toEqual(awaited);
	},
);

test('a day of an idle account at the default poll times takes as many requests as docs/waiting.md says', async () => {
	const page = readFileSync(path.resolve(__dirname, '../../../docs/waiting.md'), 'utf8');
	await coverWith(300, 'v1.2');
	const workflow = await activeWorkflow('v1.2');
	const [pollTime] = (workflow.parameters.pollTimes as { item: Array<{ value: number }> }).item;
	const intervalMs = (pollTime?.value ?? NaN) * minuteMs;
	const requests = await requestsDuring(async () => {
		for (let passedMs = 0; passedMs < dayMs; passedMs += intervalMs) {
			later(intervalMs);
			await workflow.poll();
		}
	});

	expect(page).toContain(`by default ${requests} requests a day`);
});
