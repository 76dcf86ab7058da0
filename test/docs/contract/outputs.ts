import '../../engine/support/environment';
import { rmSync } from 'node:fs';
import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { signedQuery } from '../../engine/support/callbacks';
import { Engine, type DeliveryResult, type TestCredential } from '../../engine/support/engine';
import { byId } from '../../engine/support/parameters';
import { credentialFor, storedItem } from '../../engine/support/uploads';
import { parsedVideoNo } from '../../engine/support/videos';
import { defaultDatalakeKey } from '../../simulator/datalake/keys';
import type { ApiVersion as V1Version } from '../../simulator/generations/generation';
import { startSimulator, type Simulator } from '../../simulator/simulator';
import { postJson, send } from '../../simulator/testClient';

/** What came out of a node in a run against a generation of the API. */
export interface RealOutput {
	apiVersion: ApiVersion;
	json: IDataObject;
}

/** What came out of runs that bring out all fields. */
export interface RealOutputs {
	/** By `resource:operation`. */
	operations: Record<string, RealOutput[]>;
	/** Of both triggers. */
	events: RealOutput[];
}

/** What a run goes by: an engine, a simulator of one generation, and a video in it that is parsed. */
interface Scene {
	engine: Engine;
	simulator: Simulator;
	apiVersion: ApiVersion;
	videoNo: string;
}

type ApiVersion = V1Version | 'datalake';

type Run = (parameters: INodeParameters, items?: INodeExecutionData[]) => Promise<INodeExecutionData[]>;

const waiting = { waitUntilParsed: true, checkInterval: 0.01 };

const v1Versions: V1Version[] = ['v1.2', 'v1.1'];
const everyVersion: ApiVersion[] = [...v1Versions, 'datalake'];

/** What can be said about a video, as far as the API knows it. */
function detailsFor(apiVersion: ApiVersion): INodeParameters {
	const reference = 'order-1';
	if (apiVersion === 'v1.1') return { reference };
	return {
		reference,
		tags: 'a',
		cameraModel: 'X',
		datetimeTaken: '2026-05-31T18:30:00Z',
		latitude: 1,
		longitude: 1,
	};
}

const post = 'https://www.tiktok.com/@user/video/7301234567890123411';

async function importWith(run: Run, parameters: INodeParameters): Promise<INodeExecutionData[]> {
	const fields = { ...parameters, additionalFields: { reference: 'order-1' } };
	return [...(await run(fields)), ...(await run({ ...fields, options: waiting }))];
}

/** Starts an import, and gives the number of its task once its video is parsed. */
async function taskIn(simulator: Simulator): Promise<string> {
	await postJson(simulator, '/serve/api/v1/scraper_url', { video_urls: [post] });
	const { taskId = '', videos = [] } = simulator.tasks.at(-1) ?? {};
	for (const { videoNo } of videos) await simulator.settle(videoNo, 'PARSE');
	return taskId;
}

/** Makes a folder, and gives its id. */
async function folderIn(simulator: Simulator): Promise<string> {
	const body = 'name=Interviews';
	const headers = { 'content-type': 'application/x-www-form-urlencoded' };
	await send(simulator, 'POST', '/serve/api/v1/folders/create', { body, headers });
	return simulator.folders.at(-1)?.id ?? '';
}

/** Runs of each operation that bring out all of its fields. */
const runsOf: Record<string, (run: Run, scene: Scene) => Promise<INodeExecutionData[]>> = {
	// The Datalake has none.
	'chat:ask': async (run, { apiVersion, videoNo }) =>
		apiVersion === 'datalake' ? [] : await run({ videoNos: byId(videoNo), prompt: 'What is built?' }),
	// Of v1.2 only.
	'chat:askLibrary': async (run, { apiVersion }) =>
		apiVersion === 'v1.2' ? await run({ prompt: 'What is built?' }) : [],
	'search:searchTranscripts': async (run, { apiVersion }) =>
		apiVersion === 'v1.1' ? [] : await run({ words: 'a chair' }),
	'folder:create': async (run, { apiVersion }) =>
		apiVersion === 'v1.1' ? [] : await run({ name: 'Interviews' }),
	'folder:delete': async (run, { apiVersion, simulator }) =>
		apiVersion === 'v1.2' ? await run({ folderId: byId(await folderIn(simulator)) }) : [],
	'folder:getMany': async (run) => await run({}),
	'folder:moveVideos': async (run, { apiVersion, videoNo }) =>
		apiVersion === 'v1.2' ? await run({ folderId: byId('-1'), videoNos: byId(videoNo) }) : [],
	'folder:rename': async (run, { apiVersion, simulator }) =>
		apiVersion === 'v1.2' ? await run({ folderId: byId(await folderIn(simulator)), name: 'Talks' }) : [],
	'search:searchVideos': async (run) => [
		...(await run({ query: 'a chair', searchIn: 'audio' })),
		...(await run({ query: 'a chair', searchIn: 'clips' })),
		...(await run({ query: 'a chair', searchIn: 'videos' })),
	],
	'video:delete': async (run, { videoNo }) => await run({ videoNos: byId(videoNo) }),
	'video:download': async (run, { apiVersion, videoNo }) =>
		apiVersion === 'v1.1' ? [] : await run({ videoNo: byId(videoNo) }),
	// Of the Datalake only, as is the next.
	'video:getClip': async (run, { apiVersion, videoNo }) =>
		apiVersion === 'datalake' ? await run({ videoNo: byId(videoNo), startTime: 0, endTime: 10 }) : [],
	'video:getFrame': async (run, { apiVersion, videoNo }) =>
		apiVersion === 'datalake' ? await run({ videoNo: byId(videoNo), time: 1 }) : [],
	'video:get': async (run, { videoNo }) => await run({ videoNo: byId(videoNo) }),
	'video:getTask': async (run, { apiVersion, simulator }) =>
		apiVersion === 'v1.2' ? await run({ taskId: await taskIn(simulator) }) : [],
	'video:importFromCreator': async (run, { apiVersion }) =>
		apiVersion === 'v1.2' ? await importWith(run, { creator: 'https://www.tiktok.com/@user', posts: 1 }) : [],
	'video:importFromHashtag': async (run, { apiVersion }) =>
		apiVersion === 'v1.2' ? await importWith(run, { hashtags: 'climbing', posts: 1 }) : [],
	'video:importFromPost': async (run, { apiVersion }) =>
		apiVersion === 'v1.2' ? await importWith(run, { links: post }) : [],
	'video:getMany': async (run) => await run({ returnAll: true }),
	'video:getTranscript': async (run, { videoNo }) => await run({ videoNo: byId(videoNo) }),
	'video:summarize': async (run, { videoNo }) => await run({ videoNo: byId(videoNo) }),
	'video:upload': async (run, { engine, simulator, apiVersion }) => {
		const additionalFields = detailsFor(apiVersion);
		const uploaded = await run({ additionalFields }, [await storedItem(engine)]);
		simulator.faults.next('upload', { kind: 'dropAfterBody', createVideo: true });
		const recovered = await run({ additionalFields }, [await storedItem(engine)]);
		const waited = await run({ additionalFields, options: waiting }, [await storedItem(engine)]);
		return [...uploaded, ...recovered, ...waited];
	},
	'video:uploadFromUrl': async (run, { apiVersion }) => {
		const fields = {
			videoUrl: 'https://cdn.example.com/interview.mp4',
			additionalFields: detailsFor(apiVersion),
		};
		return [...(await run(fields)), ...(await run({ ...fields, options: waiting }))];
	},
	'video:waitUntilParsed': async (run, { videoNo }) => await run({ videoNo: byId(videoNo) }),
};

/**
 * Runs every operation in n8n's engine against every generation of the simulated API, and both triggers, the one that is
 * called for every kind of callback. The package has to be built.
 *
 * @param operations all of the node's, as `resource:operation`
 * @throws when an operation is not run here, or a run fails
 */
export async function realOutputs(operations: readonly string[]): Promise<RealOutputs> {
	const engine = await Engine.start();
	try {
		const outputs: RealOutputs = { operations: {}, events: [] };
		for (const operation of operations) {
			outputs.operations[operation] = await outputsOfOperation(engine, operation);
		}
		for (const apiVersion of v1Versions) outputs.events.push(...(await calledEvents(engine, apiVersion)));
		for (const apiVersion of everyVersion) outputs.events.push(...(await polledEvents(engine, apiVersion)));
		return outputs;
	} finally {
		rmSync(process.env.N8N_USER_FOLDER ?? '', { recursive: true, force: true });
	}
}

async function outputsOfOperation(engine: Engine, operation: string): Promise<RealOutput[]> {
	const runs = runsOf[operation];
	if (runs === undefined) throw new Error(`Add ${operation} to runsOf in ${__filename}`);
	const outputs: RealOutput[] = [];
	for (const apiVersion of everyVersion) {
		await withSimulator(async (simulator) => {
			const credential = credentialOf(simulator, apiVersion);
			const videoNo = await readyVideoNo(engine, simulator, apiVersion);
			const run: Run = async (parameters, input = [{ json: {} }]) => {
				const [resource = '', name = ''] = operation.split(':');
				const options = { executionId: `execution-${++executions}` };
				const result = await engine.runNode(
					{ resource, operation: name, ...parameters },
					input,
					credential,
					options,
				);
				if (result.items.length === 0) throw new Error(`${operation} gave nothing: ${result.stored}`);
				return result.items;
			};
			const items = await runs(run, { engine, simulator, apiVersion, videoNo });
			outputs.push(...items.map(({ json }) => ({ apiVersion, json })));
		});
	}
	return outputs;
}

let executions = 0;

function credentialOf(simulator: Simulator, apiVersion: ApiVersion): TestCredential {
	const key = apiVersion === 'datalake' ? { apiKey: defaultDatalakeKey } : {};
	return credentialFor(simulator, { apiVersion, ...key });
}

/** The number of a video with all its details that memories.ai has parsed. */
async function readyVideoNo(engine: Engine, simulator: Simulator, apiVersion: ApiVersion): Promise<string> {
	if (apiVersion !== 'datalake') return await parsedVideoNo(simulator, { version: apiVersion });
	const parameters = {
		resource: 'video',
		operation: 'upload',
		additionalFields: detailsFor(apiVersion),
		options: waiting,
	};
	const credential = credentialOf(simulator, apiVersion);
	const { items } = await engine.runNode(parameters, [await storedItem(engine)], credential);
	return items[0]?.json.videoNo as string;
}

/** What the trigger makes of memories.ai's calls. */
async function calledEvents(engine: Engine, apiVersion: V1Version): Promise<RealOutput[]> {
	const parameters = {
		events: ['all'],
		callbackCheck: 'any',
		eventOptions: { includeBody: true, includeDetails: true },
	};
	return await withSimulator(async (simulator) => {
		const videoNo = await parsedVideoNo(simulator, { version: apiVersion });
		const bodies = [
			...['PARSE', 'UNPARSE', 'FAIL'].map((status) => ({ videoNo, clientId: 'client-1', status })),
			{ videoNo: 'VI-without-details', status: 'PARSE' },
			{ taskId: apiVersion === 'v1.2' ? await taskIn(simulator) : 'task-1', status: 'SUCCEEDED' },
		];
		const results: DeliveryResult[] = [];
		for (const body of bodies) {
			const query = signedQuery({ kind: 'taskId' in body ? 'importTask' : 'upload', reference: 'order-1' });
			const delivery = { body: JSON.stringify(body), query };
			results.push(await engine.deliver(parameters, delivery, credentialFor(simulator, { apiVersion })));
		}
		// What is inside of the body is memories.ai's.
		return results.flatMap(({ items }) => items.map((json) => ({ apiVersion, json: { ...json, body: {} } })));
	});
}

/** What the trigger that asks memories.ai starts a workflow with. */
async function polledEvents(engine: Engine, apiVersion: ApiVersion): Promise<RealOutput[]> {
	return await withSimulator(async (simulator) => {
		await readyVideoNo(engine, simulator, apiVersion);
		const workflow = engine.pollingWorkflow({}, credentialOf(simulator, apiVersion));
		const events = await workflow.poll('manual');
		if (events === undefined) throw new Error(`Polling ${apiVersion} gave no event`);
		return events.map((json) => ({ apiVersion, json }));
	});
}

async function withSimulator<Result>(use: (simulator: Simulator) => Promise<Result>): Promise<Result> {
	const simulator = await startSimulator({ processing: { clock: 'real', parseAfterMs: 1 } });
	try {
		return await use(simulator);
	} finally {
		await simulator.close();
	}
}
