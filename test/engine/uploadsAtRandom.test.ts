import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import {
	gatewayError,
	networkAbnormal,
	noFault,
	requestLimit,
	withoutVideoNo,
} from '../simulator/commonFaults';
import type { Fault } from '../simulator/faults';
import { startSimulator, type Simulator } from '../simulator/simulator';
import { postJson } from '../simulator/testClient';
import type { UploadTraits } from '../simulator/tally';
import { storedNames } from '../simulator/world/storedNames';
import type { World } from '../simulator/world/world';
import type { NodeRun, NodeSettings } from './support/engine';
import { volume } from '../volume';
import { hurry } from './support/hurry';
import { Stage } from './support/stage';
import { credentialFor, inMemoryItem, uploadParameters, videoOf } from './support/uploads';

const stage = Stage.forEachTest();

const MINUTE_MS = 60_000;

/** In the name of the test, for a run that is to be had again. */
const seed = Number(process.env.UPLOADS_SEED ?? Date.now() % 2 ** 31);

const lateness = fc.oneof(
	fc.constant('atOnce' as const),
	fc.record({ ms: fc.integer({ min: 1, max: 4 * MINUTE_MS }) }),
	fc.record({ looks: fc.integer({ min: 1, max: 12 }) }),
);
const outcome = fc.record({ createVideo: fc.boolean(), storing: lateness });

const fault: fc.Arbitrary<Fault> = fc.oneof(
	fc.constantFrom<Fault>(
		noFault,
		{ kind: 'truncatedJson' },
		{ kind: 'noData' },
		{ kind: 'envelope', code: '0402', msg: '' },
		{ kind: 'http', status: 413 },
		{ kind: 'earlyRefusal', status: 401, body: '{"code":"0401","msg":"no"}' },
		{ kind: 'earlyRefusal', status: 401, body: '{"code":"0401","msg":"no"}', unreadBody: 'cutOff' },
		{ kind: 'stall', afterShare: 0.5 },
		withoutVideoNo,
		networkAbnormal,
	),
	fc.constantFrom(undefined, '0', '5', '86400', 'soon').map((retryAfter) => requestLimit('0429', retryAfter)),
	fc.constantFrom(0.05, 0.5, 0.99, 1).map((afterShare): Fault => ({ kind: 'dropMidBody', afterShare })),
	outcome.map((ending): Fault => ({ kind: 'dropAfterBody', ...ending })),
	outcome.map((ending): Fault => ({ kind: 'silentAfterBody', ...ending })),
	fc
		.tuple(fc.constantFrom(502 as const, 503 as const, 504 as const), outcome)
		.map(([status, ending]) => gatewayError(status, ending)),
	fc.integer({ min: 1, max: 3 * MINUTE_MS }).map((ms): Fault => ({ kind: 'lateAnswer', by: { ms } })),
);

const offsetMs = fc.oneof(fc.constant(0), fc.integer({ min: -12 * MINUTE_MS, max: 12 * MINUTE_MS }));

const world: fc.Arbitrary<Partial<World>> = fc.record({
	dateHeaderOffsetMs: fc.oneof(fc.constant('absent' as const), offsetMs),
	createTimeOffsetMs: offsetMs,
	storing: lateness,
	listing: lateness,
	listOrder: fc.constantFrom('newestFirst', 'oldestFirst', 'shuffled'),
	longestPage: fc.constantFrom(1, 2, 7, Infinity),
	listsTextOnly: fc.boolean(),
	totalCount: fc.constantFrom(
		(count: number) => count,
		() => undefined,
	),
	storedName: fc.constantFrom(
		storedNames.percentEncoded,
		storedNames.withExtension,
		storedNames.suffixed(''),
		storedNames.hashed,
		storedNames.truncated(1),
	),
	listedSize: fc.constantFrom<Array<World['listedSize']>>(
		({ size }) => size,
		({ size }) => size,
		({ size }) => size + 1,
		() => undefined,
	),
});

const settings: fc.Arbitrary<NodeSettings> = fc.record({
	retryOnFail: fc.boolean(),
	maxTries: fc.constant(3),
	waitBetweenTries: fc.constant(1),
	onError: fc.constantFrom('stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'),
});

/** Of which there are few, so that files of one name, of one size, and of both come up. */
const file = fc.record({
	name: fc.constantFrom('clip.mp4', 'my clip.mp4'),
	bytes: fc.constantFrom(60_000, 60_001, 90_000),
});

const scenario = fc.record({
	executions: fc.array(fc.record({ files: fc.array(file, { minLength: 1, maxLength: 3 }), settings }), {
		minLength: 1,
		maxLength: 2,
	}),
	uploadFaults: fc.array(fault, { maxLength: 8 }),
	listFaults: fc.array(
		fc.constantFrom<Fault>(
			{ kind: 'http', status: 503 },
			{ kind: 'truncatedJson' },
			{ kind: 'dropAfterBody', createVideo: false },
			requestLimit('0429', '2'),
		),
		{ maxLength: 6 },
	),
	world,
});

/** An item, and how the videos that are made of it are told from others. */
interface Sent {
	item: INodeExecutionData;
	traits: UploadTraits;
}

/** @param mark different for each item */
function sentFile({ name, bytes }: { name: string; bytes: number }, mark: string): Sent {
	const content = Buffer.concat([videoOf(bytes - 8), Buffer.from(mark.padEnd(8))]);
	return {
		item: inMemoryItem({ fileName: name }, content),
		traits: { sha256: createHash('sha256').update(content).digest('hex') },
	};
}

function sentLink({ name }: { name: string }, mark: string): Sent {
	const url = `https://cdn.example.com/${encodeURIComponent(name)}?mark=${mark}`;
	return { item: { json: { url } }, traits: { fields: [['url', url]] } };
}

/** What must be true of every run, whatever happened. */
function expectTruth(
	{ tally }: Simulator,
	run: NodeRun,
	sent: readonly Sent[],
	{ onError }: NodeSettings,
): void {
	const told = JSON.stringify([run.error?.message, run.error?.description]);
	const outputs = [...run.items, ...run.errorItems];
	expect(run.stored).not.toMatch(/took the whole video|Premature close|n8n's storage/);
	sent.forEach(({ traits }, index) => {
		const videoNos = tally.videosMadeOf(traits).map(({ videoNo }) => videoNo);
		expect(videoNos.length).toBeLessThanOrEqual(1);
		for (const { json, pairedItem } of outputs) {
			const isOfItem = typeof pairedItem === 'object' && 'item' in pairedItem && pairedItem.item === index;
			if (isOfItem && 'videoNo' in json) expect(videoNos).toEqual([json.videoNo]);
		}
	});
	if (run.error === undefined) {
		expect(outputs).toHaveLength(sent.length);
		return;
	}
	// The error that ends the node names the video of every item before its own.
	expect(onError).toBe('stopWorkflow');
	const failed = Number(/\[Item (\d+)\]/.exec(told)?.[1]);
	sent.slice(0, failed).forEach(({ traits }, index) => {
		const [video] = tally.videosMadeOf(traits);
		expect(told).toContain(`item ${index}: ${String(video?.videoNo)}`);
	});
}

test.each<[string, INodeParameters, (wanted: { name: string; bytes: number }, mark: string) => Sent, number]>(
	[
		['Upload', uploadParameters({ options: { uploadTimeout: 10 } }), sentFile, volume(60, 600)],
		[
			'Upload From URL',
			{ resource: 'video', operation: 'uploadFromUrl', videoUrl: '={{ $json.url }}' },
			sentLink,
			volume(30, 300),
		],
	],
)(
	`%s: one video an item at most, and never another’s (seed ${seed})`,
	async (_operation, parameters, sentAs, numRuns) => {
		hurry(1_200);
		let executions = 0;
		const property = fc.asyncProperty(
			scenario,
			async ({ executions: wanted, uploadFaults, listFaults, world: unideal }) => {
				const simulator = await startSimulator({ world: unideal, seedSampleVideos: true });
				try {
					for (const next of uploadFaults)
						for (const endpoint of ['upload', 'upload_url'] as const) simulator.faults.next(endpoint, next);
					// So that the generation is known before lists fail.
					await postJson(simulator, '/serve/api/v1/list_videos', {});
					simulator.faults.next('list_videos', noFault);
					for (const next of listFaults) simulator.faults.next('list_videos', next);
					const runs = await Promise.all(
						wanted.map(async ({ files, settings: node }) => {
							const executionId = String(++executions);
							const sent = files.map((each, index) => sentAs(each, `${executionId}-${index}`));
							const items = sent.map(({ item }) => item);
							const run = await stage.engine.runNode(parameters, items, credentialFor(simulator), {
								node,
								executionId,
							});
							return { run, sent, node };
						}),
					);
					// What is still on its way comes now.
					simulator.storeNow();
					for (const { run, sent, node } of runs) expectTruth(simulator, run, sent, node);
				} finally {
					await simulator.close();
				}
			},
		);
		await fc.assert(property, { seed, numRuns, endOnFailure: true });
	},
);
