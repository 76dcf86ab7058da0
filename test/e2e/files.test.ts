import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { failureOf, outputOf } from '../n8n/execution';
import { defaultDatalakeKey } from '../simulator/datalake/keys';
import { sampleOriginal } from '../simulator/originals';
import { uploadedVideoNo } from '../simulator/testClient';
import { nodeNames, Stage } from './support/stage';

const ask = 'Memories.ai';
const keep = 'Keep file';

let stage: Stage;
let videoNo: string;

beforeAll(async () => {
	stage = await Stage.open();
	videoNo = await uploadedVideoNo(stage.simulator, { fileName: 'workshop.mp4' });
	await stage.simulator.settle(videoNo, 'PARSE');
});
afterAll(async () => await stage.close());

/** Runs an operation in a workflow of its own, which writes a file of it to disk. */
async function run(
	parameters: INodeParameters,
	{ file, apiKey }: { file?: string; apiKey?: string } = {},
): Promise<IDataObject[]> {
	const node = (name: string, type: string, typeVersion: number, given: INodeParameters) => ({
		name,
		type,
		typeVersion,
		parameters: given,
		position: [0, 0],
	});
	const write = { operation: 'write', fileName: file ?? '', dataPropertyName: 'data', options: {} };
	const { api } = stage.n8n;
	const { id } = await api.importWorkflow(
		{
			name: 'One operation',
			nodes: [
				node(nodeNames.start, 'n8n-nodes-base.manualTrigger', 1, {}),
				node(ask, 'n8n-nodes-memories-ai.memoriesAi', 1, parameters),
				...(file === undefined ? [] : [node(keep, 'n8n-nodes-base.readWriteFile', 1, write)]),
			],
			connections: {
				[nodeNames.start]: { main: [[{ node: ask, type: 'main', index: 0 }]] },
				...(file === undefined ? {} : { [ask]: { main: [[{ node: keep, type: 'main', index: 0 }]] } }),
			},
		},
		{ credentials: { memoriesAiApi: await stage.credential(apiKey === undefined ? {} : { apiKey }) } },
	);
	const execution = await api.runWorkflow(id, { triggerName: nodeNames.start });
	expect(failureOf(execution)).toBeUndefined();
	return outputOf(execution, ask);
}

const aVideo = (id: string) => ({ __rl: true, mode: 'id', value: id });
const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const sample = () => sha256(Buffer.concat([...sampleOriginal.chunks()]));

test('Download: the original reaches the step after it, byte for byte', async () => {
	const file = path.join(stage.n8n.filesFolder, 'downloaded.mp4');
	const output = await run({ resource: 'video', operation: 'download', videoNo: aVideo(videoNo) }, { file });

	expect(output).toEqual([
		{ videoNo, fileName: 'workshop.mp4', mimeType: 'video/mp4', fileSize: sampleOriginal.bytes },
	]);
	expect(sha256(readFileSync(file))).toBe(sample());
});

test('Search Transcripts', async () => {
	const output = await run({ resource: 'search', operation: 'searchTranscripts', words: 'a chair' });

	expect(output).toContainEqual(
		expect.objectContaining({ videoNo, startTime: 4.5, text: 'Today we build a chair.' }),
	);
});

test('Search Videos by camera, date and place', async () => {
	const filters = { cameraTag: 'GoPro', takenAfter: '2026-05-31T18:30:00', latitude: 52.5, longitude: 13.4 };
	await run({ resource: 'search', operation: 'searchVideos', query: 'a chair', filters });

	expect(stage.simulator.tally.requestsTo('search').at(-1)?.json).toMatchObject({
		camera_tag: 'GoPro',
		datetime_taken: '2026-05-31 18:30:00',
		latitude: 52.5,
		longitude: 13.4,
	});
});

test('Ask Library, and a second question in the same conversation', async () => {
	const parameters = { resource: 'chat', operation: 'askLibrary', prompt: 'What is built?' };
	const [first] = await run(parameters);
	const [second] = await run({ ...parameters, options: { sessionId: first?.sessionId as string } });

	expect(first).toMatchObject({
		answer: expect.stringContaining('a chair is built') as string,
		references: expect.arrayContaining([expect.objectContaining({ videoNo })]) as unknown,
	});
	expect(second?.sessionId).toBe(first?.sessionId);
});

describe('with a Datalake key', () => {
	const apiKey = defaultDatalakeKey;
	let datalakeVideo: string;

	beforeAll(async () => {
		const [uploaded] = await run(
			{ resource: 'video', operation: 'uploadFromUrl', videoUrl: 'https://cdn.example.com/interview.mp4' },
			{ apiKey },
		);
		datalakeVideo = uploaded?.videoNo as string;
		stage.simulator.datalake.settle(datalakeVideo, 'ready');
	});

	test.each<[string, INodeParameters, string, string]>([
		['download', {}, 'interview.mp4', 'video/mp4'],
		['getClip', { startTime: 4.5, endTime: 30 }, 'interview 4.5-30s.mp4', 'video/mp4'],
		['getFrame', { time: 4.5 }, 'interview 4.5s.png', 'image/png'],
	])('%s: the file reaches the step after it', async (operation, times, fileName, mimeType) => {
		const file = path.join(stage.n8n.filesFolder, fileName);
		const parameters = { resource: 'video', operation, videoNo: aVideo(datalakeVideo), ...times };
		const [output] = await run(parameters, { file, apiKey });
		const bytes = readFileSync(file);

		expect(output).toMatchObject({ videoNo: datalakeVideo, fileName, mimeType, fileSize: bytes.byteLength });
		if (mimeType === 'video/mp4') expect(sha256(bytes)).toBe(sample());
	});

	test('Search Transcripts', async () => {
		const output = await run(
			{ resource: 'search', operation: 'searchTranscripts', words: 'a chair' },
			{ apiKey },
		);

		expect(output).toEqual([expect.objectContaining({ videoNo: datalakeVideo, startTime: 4.5 })]);
	});
});
