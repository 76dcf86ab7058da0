import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { call } from '../../simulator/datalake/datalakeClient';
import type { DatalakeFault } from '../../simulator/datalake/faults';
import { DatalakeStage } from '../support/datalake';
import { hurry } from '../support/hurry';
import type { PollingWorkflow } from '../support/pollingWorkflow';
import { inMemoryItem } from '../support/uploads';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

const stage = DatalakeStage.forEachTest();

beforeEach(async () => {
	await restart();
	hurry();
});

async function restart(switches: Partial<DatalakeStage['datalake']['switches']> = {}): Promise<void> {
	await stage.restart(
		{ switches: { ingestInFlightUntil: 'accepted', ...switches } },
		{ dateNow: () => Date.now() },
	);
}

function newWorkflow(parameters: INodeParameters = {}, staticData?: IDataObject): PollingWorkflow {
	return stage.engine.pollingWorkflow(parameters, stage.credential(), staticData);
}

/** A workflow that has looked once. */
async function activeWorkflow(parameters?: INodeParameters): Promise<PollingWorkflow> {
	const workflow = newWorkflow(parameters);
	expect(await workflow.poll()).toBeUndefined();
	return workflow;
}

async function uploaded(additionalFields: INodeParameters = {}): Promise<string> {
	later(1);
	const run = await stage.run('upload', { additionalFields }, [inMemoryItem()]);
	return run.items[0]?.json.videoNo as string;
}

async function finished(additionalFields: INodeParameters = {}): Promise<string> {
	const videoNo = await uploaded(additionalFields);
	stage.datalake.settle(videoNo, 'ready');
	return videoNo;
}

const numbersOf = (items: IDataObject[] | undefined) => items?.map(({ videoNo }) => videoNo);
const byName = (value: string) => ({ collection: { __rl: true, mode: 'name', value } });

/** Moves the clocks of n8n and memories.ai on. */
function later(milliseconds: number): void {
	const now = Date.now() + milliseconds;
	jest.spyOn(Date, 'now').mockImplementation(() => now);
}

test('nothing old comes at first, then what is finished, once, over restarts of n8n', async () => {
	await finished();
	const awaited = await uploaded();
	let workflow = await activeWorkflow();
	const between = await finished();
	later(2 * dayMs);
	workflow = newWorkflow({}, workflow.staticData);
	expect(numbersOf(await workflow.poll())).toEqual([between]);

	stage.datalake.settle(awaited, 'ready');
	workflow = newWorkflow({}, workflow.staticData);
	expect(numbersOf(await workflow.poll())).toEqual([awaited]);
	expect(await workflow.poll()).toBeUndefined();
});

test('the event brings the reference of the upload, and the details of the list', async () => {
	const workflow = await activeWorkflow();
	const videoNo = await finished({ reference: 'order-1', tags: 'a, b', cameraModel: 'X' });

	expect(await workflow.poll()).toEqual([
		{
			event: 'video.parsed',
			videoNo,
			status: 'ready',
			reference: 'order-1',
			verified: 'api',
			eventId: expect.stringMatching(/^[\w-]+$/) as string,
			receivedAt: expect.any(String) as string,
			video: {
				videoNo,
				name: 'sample',
				status: 'ready',
				duration: 60,
				createdAt: expect.any(String) as string,
				tags: ['a', 'b'],
				cameraModel: 'X',
				collectionId: stage.datalake.collections[0]?.id,
			},
		},
	]);
});

test('failed, cancelled, and ready but in part: all of them have failed, each with its cause', async () => {
	const both = await activeWorkflow({ events: ['failed', 'parsed'] });
	const parsedOnly = await activeWorkflow();
	const [failed, cancelled, inPart] = [await uploaded(), await uploaded(), await uploaded()];
	stage.datalake.settle(failed, 'failed', { code: 'decode_error', message: 'No picture' });
	stage.datalake.settle(cancelled, 'cancelled');
	stage.datalake.settle(inPart, 'ready', { code: 'derive_error', message: 'No captions' });

	expect(await both.poll()).toMatchObject([
		{ videoNo: failed, event: 'video.failed', status: 'failed', video: { cause: 'No picture' } },
		{ videoNo: cancelled, event: 'video.failed', status: 'cancelled' },
		{
			videoNo: inPart,
			event: 'video.failed',
			status: 'failed',
			video: { status: 'ready', cause: 'No captions' },
		},
	]);
	expect(await parsedOnly.poll()).toBeUndefined();
});

test('250 new videos over several pages come in one poll', async () => {
	stage.datalake.balanceUsd = 1_000;
	await finished();
	const workflow = await activeWorkflow();
	const expected = [];
	for (let count = 0; count < 250; count++) expected.push(await finished());
	const before = stage.datalake.requestsTo('listVideos').length;

	expect(numbersOf(await workflow.poll())).toEqual(expected);
	expect(stage.datalake.requestsTo('listVideos').length - before).toBe(3);
});

test('an idle account takes one request a poll', async () => {
	for (let count = 0; count < 30; count++) {
		later(minuteMs);
		await finished();
	}
	const workflow = await activeWorkflow();
	const before = stage.datalake.journal.length;
	await workflow.poll();

	expect(stage.datalake.journal.length - before).toBe(1);
});

const faults: Array<[string, DatalakeFault]> = [
	['a gateway', { kind: 'http', status: 503 }],
	['half a page', { kind: 'truncatedJson' }],
	['a lost answer', { kind: 'dropAfterBody', createVideo: false }],
	['a lasting request limit', { kind: 'refusal', status: 429, code: 'rate_limited', retryAfterS: 2 }],
	['a refused key', { kind: 'refusal', status: 401, code: 'unauthorized' }],
];
test.each(faults)('%s is an error and leaves the memory alone', async (_case, fault) => {
	const awaited = await uploaded();
	const workflow = await activeWorkflow();
	const before = workflow.staticData;
	stage.datalake.settle(awaited, 'ready');
	const fresh = await finished();
	stage.datalake.faults.always('listVideos', fault);
	const error = await workflow.poll().catch((thrown: unknown) => thrown);

	expect(error).toMatchObject({ name: 'NodeApiError', node: { name: 'Trigger' } });
	expect(workflow.staticData).toEqual(before);

	stage.datalake.faults.clear();
	expect(numbersOf(await workflow.poll())).toEqual([awaited, fresh]);
});

test('a manual run gives the latest finished video', async () => {
	await finished();
	const latest = await finished();
	await uploaded();
	const workflow = newWorkflow();

	expect(numbersOf(await workflow.poll('manual'))).toEqual([latest]);
	expect(workflow.staticData).toEqual({});
});

describe('filters', () => {
	test('a collection, by name and by ID', async () => {
		const { id } = stage.datalake.addCollection('talks');
		const named = await activeWorkflow({ filters: byName('talks') });
		const identified = await activeWorkflow({
			filters: { collection: { __rl: true, mode: 'id', value: id } },
		});
		const all = await activeWorkflow();
		const other = await finished();
		const talk = await finished(byName('talks'));
		const awaited = await uploaded(byName('talks'));

		expect(numbersOf(await named.poll())).toEqual([talk]);
		expect(numbersOf(await identified.poll())).toEqual([talk]);
		expect(numbersOf(await all.poll())).toEqual([other, talk]);
		stage.datalake.settle(awaited, 'ready');
		expect(numbersOf(await named.poll())).toEqual([awaited]);
	});

	test('a name that no collection has is refused, with the names there are', async () => {
		stage.datalake.addCollection('talks');

		await expect(newWorkflow({ filters: byName('talk') }).poll()).rejects.toMatchObject({
			message: "'Collection': the account has no collection named 'talk'",
			description: expect.stringContaining("'talks'") as string,
		});
	});

	test('another collection starts anew, without a flood', async () => {
		stage.datalake.addCollection('talks');
		stage.datalake.addCollection('shows');
		const workflow = await activeWorkflow({ filters: byName('talks') });
		await finished(byName('shows'));
		const changed = newWorkflow({ filters: byName('shows') }, workflow.staticData);

		expect(await changed.poll()).toBeUndefined();
		const fresh = await finished(byName('shows'));
		expect(numbersOf(await changed.poll())).toEqual([fresh]);
	});

	test('a tag', async () => {
		const workflow = await activeWorkflow({ filters: { tag: 'news' } });
		const news = await finished({ tags: 'news' });
		await finished({ tags: 'sport' });

		expect(numbersOf(await workflow.poll())).toEqual([news]);
	});

	test.each([
		['Folder', { folderId: '7' }],
		['Unique ID', { uniqueId: 'team' }],
	])('%s is refused before anything is asked', async (name, filters) => {
		await expect(newWorkflow({ filters }).poll()).rejects.toMatchObject({
			message: `'${name}' does not exist in the memories.ai Datalake`,
		});
		expect(stage.datalake.journal).toEqual([]);
	});

	test('Collection is refused with a key of API v1.x', async () => {
		const credential = stage.credential({ apiKey: 'sk-test', apiVersion: 'v1.2' });
		const workflow = stage.engine.pollingWorkflow({ filters: byName('talks') }, credential);

		await expect(workflow.poll()).rejects.toMatchObject({
			message: expect.stringContaining("'Collection'") as string,
		});
		expect(stage.simulator.journal).toEqual([]);
	});
});

describe('a server that does not say when videos were made', () => {
	beforeEach(async () => {
		await restart({ showsCreationTime: false });
	});

	test('what is finished comes once, what was there does not', async () => {
		await finished();
		const awaited = await uploaded();
		let workflow = await activeWorkflow();
		const fresh = await finished();
		later(9 * dayMs);

		workflow = newWorkflow({}, workflow.staticData);
		expect(numbersOf(await workflow.poll())).toEqual([fresh]);
		stage.datalake.settle(awaited, 'ready');
		expect(numbersOf(await workflow.poll())).toEqual([awaited]);
		expect(await workflow.poll()).toBeUndefined();
	});

	test('with more videos than can be told apart by their IDs, it says so', async () => {
		const { simulator, datalake } = stage;
		datalake.balanceUsd = 1_000;
		datalake.switches.maxIngestsInFlight = undefined;
		const { id } = datalake.addCollection('talks');
		const { apiKey } = stage.credential();
		for (let round = 0; round < 61; round++) {
			const uploads = Array.from({ length: 50 }, async () => {
				const json = { collection_id: id, source_url: 'https://cdn.example.com/a.mp4' };
				return await call({ simulator }, 'POST', '/videos', { json, apiKey });
			});
			await Promise.all(uploads);
		}
		for (const video of datalake.videos) datalake.settle(video.id, 'ready');

		await expect(newWorkflow().poll()).rejects.toMatchObject({
			message: expect.stringContaining('too many to tell the new ones by their IDs') as string,
		});
	});
});
