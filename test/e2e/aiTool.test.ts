import {
	NodeHelpers,
	type INodeConnections,
	type INodeParameters,
	type INodePropertyOptions,
} from 'n8n-workflow';
import { failureOf, outputOf } from '../n8n/execution';
import type { StoredCredential } from '../n8n/n8nApi';
import type { StoredWorkflow } from '../n8n/workflow';
import { uploadedVideoNo } from '../simulator/testClient';
import { ModelServer, type ModelMessage } from './support/modelServer';
import { readExample, Stage } from './support/stage';
import { until } from './support/until';

const start = 'When clicking ‘Execute workflow’';
const toolType = 'n8n-nodes-memories-ai.memoriesAiTool';

let stage: Stage;
let model: ModelServer;
let credentials: Record<string, StoredCredential>;
let videoNo: string;

beforeAll(async () => {
	stage = await Stage.open();
	model = await ModelServer.start();
	credentials = {
		memoriesAiApi: await stage.credential(),
		openAiApi: await stage.n8n.api.createCredential('openAiApi', { apiKey: 'sk-model', url: model.url }),
	};
	videoNo = await uploadedVideoNo(stage.simulator, { fileName: 'workshop.mp4' });
	await stage.simulator.settle(videoNo, 'PARSE');
});
afterAll(async () => {
	await model.close();
	await stage.close();
});

/** A workflow in which an AI Agent has the node as its tools, by name. */
async function agentWith(
	tools: Record<string, INodeParameters>,
	task = 'What is in my videos?',
): Promise<StoredWorkflow> {
	const node = (name: string, type: string, typeVersion: number, parameters: INodeParameters) => ({
		name,
		type,
		typeVersion,
		parameters,
		position: [0, 0],
	});
	const chat = '@n8n/n8n-nodes-langchain';
	return await stage.n8n.api.importWorkflow(
		{
			name: 'Agent with memories.ai tools',
			nodes: [
				node(start, 'n8n-nodes-base.manualTrigger', 1, {}),
				node('AI Agent', `${chat}.agent`, 3.1, { promptType: 'define', text: task }),
				node('Model', `${chat}.lmChatOpenAi`, 1.3, {
					model: { __rl: true, mode: 'id', value: 'a-model' },
					responsesApiEnabled: false,
				}),
				...Object.entries(tools).map(([name, parameters]) => node(name, toolType, 1, parameters)),
			],
			connections: {
				[start]: { main: [[{ node: 'AI Agent', type: 'main', index: 0 }]] },
				Model: { ai_languageModel: [[{ node: 'AI Agent', type: 'ai_languageModel', index: 0 }]] },
				...Object.fromEntries(
					Object.keys(tools).map((name): [string, INodeConnections] => [
						name,
						{ ai_tool: [[{ node: 'AI Agent', type: 'ai_tool', index: 0 }]] },
					]),
				),
			},
			// As the editor sets it; with the older order, agents go on before their tools have run.
			settings: { executionOrder: 'v1' },
		},
		{ credentials },
	);
}

/** Lets the agent run; its model calls the tool once and then speaks. */
async function runAgent(toolParameters: INodeParameters, args: object) {
	model.script({ tool: 'Memories_ai', args }, { say: 'A chair.' });
	const { id } = await agentWith({ 'Memories.ai': toolParameters });
	const execution = await stage.n8n.api.runWorkflow(id, { triggerName: start });
	const [tool] = model.turns[0]?.tools ?? [];
	return {
		execution,
		tool: tool?.function,
		/** What the model reads of the tool's result. */
		result: model.turns[1]?.messages.find(({ role }) => role === 'tool')?.content,
	};
}

const fromAi = (name: string, description: string) => `={{ $fromAI('${name}', '${description}', 'string') }}`;
const aVideo = { __rl: true, mode: 'id', value: fromAi('Video', 'ID of the video') };

describe('the agent reads', () => {
	test.each<[string, INodeParameters, object, string, string[]]>([
		[
			'get',
			{ resource: 'video', operation: 'get', videoNo: aVideo },
			{ Video: 'videoNo' },
			'Get video in Memories.ai',
			['workshop', '"isParsed":true'],
		],
		[
			'getMany',
			{ resource: 'video', operation: 'getMany', filters: { name: fromAi('Name', 'Part of the name') } },
			{ Name: 'work' },
			'Get many videos in Memories.ai',
			['workshop'],
		],
		[
			'getTranscript',
			{ resource: 'video', operation: 'getTranscript', videoNo: aVideo },
			{ Video: 'videoNo' },
			'Get transcript of video in Memories.ai',
			['Today we build a chair.'],
		],
		[
			'summarize',
			{ resource: 'video', operation: 'summarize', videoNo: aVideo },
			{ Video: 'videoNo' },
			'Summarize video in Memories.ai',
			['A man builds a chair in his workshop.'],
		],
		[
			'searchVideos',
			{ resource: 'search', operation: 'searchVideos', query: fromAi('Search_For', 'What to look for') },
			{ Search_For: 'a chair' },
			'Search videos in Memories.ai',
			['"startTime":30', '"score":0.9'],
		],
		[
			'ask',
			{
				resource: 'chat',
				operation: 'ask',
				videoNos: { __rl: true, mode: 'id', value: fromAi('Videos', 'IDs of the videos') },
				prompt: fromAi('Prompt', 'The question'),
			},
			{ Videos: 'videoNo', Prompt: 'What is built?' },
			'Ask about videos in Memories.ai',
			['About \\"What is built?\\": a chair is built in workshop.'],
		],
	])('%s', async (_operation, parameters, args, description, expected) => {
		const given = Object.fromEntries(
			Object.entries(args).map(([name, value]) => [name, value === 'videoNo' ? videoNo : value]),
		);
		const { execution, tool, result } = await runAgent(parameters, given);

		expect(failureOf(execution)).toBeUndefined();
		expect(tool).toMatchObject({ name: 'Memories_ai', description });
		expect(Object.keys(tool?.parameters.properties ?? {})).toEqual(Object.keys(args));
		for (const text of expected) expect(result).toContain(text);
		expect(outputOf(execution, 'AI Agent')).toEqual([{ output: 'A chair.' }]);
	});
});

test('the agent reads why a video cannot be looked into', async () => {
	const { result } = await runAgent(
		{ resource: 'video', operation: 'getTranscript', videoNo: aVideo },
		{ Video: 'VI1' },
	);

	expect(result).toContain('the account has no video VI1');
});

describe('an agent cannot hand over a file', () => {
	test('so the form of the tool does not offer to upload one, and starts with what changes nothing', async () => {
		const tool = (await stage.n8n.api.nodeTypes()).find(({ name }) => name === toolType);
		const given = { resource: 'video' };
		const parameters = NodeHelpers.getNodeParameters(
			tool?.properties ?? [],
			given,
			true,
			false,
			null,
			tool ?? null,
		);
		const choice = tool?.properties.find(
			(property) =>
				property.name === 'operation' && NodeHelpers.displayParameter(given, property, null, tool),
		);
		const offered = (choice?.options as INodePropertyOptions[]).map(({ value }) => value);

		expect(offered).toEqual(expect.arrayContaining(['get', 'uploadFromUrl', 'waitUntilParsed']));
		expect(offered).not.toContain('upload');
		expect(parameters?.operation).toBe('getMany');
	});

	test('and an upload from an older workflow says why it sends nothing', async () => {
		const before = stage.simulator.videos.length;
		const { result } = await runAgent({ resource: 'video', operation: 'upload' }, {});

		expect(result).toContain("the item has no file in 'data'");
		expect(stage.simulator.videos).toHaveLength(before);
	});
});

/** What the first item of a tool's latest result has under a name. */
function lastResult(messages: readonly ModelMessage[], name: string): string {
	const results = messages.filter(({ role }) => role === 'tool');
	const [item] = JSON.parse(results.at(-1)?.content ?? '[]') as Array<Record<string, string>>;
	const value = item?.[name];
	if (value === undefined) throw new Error(`The tool's result has no ${name}: ${results.at(-1)?.content}`);
	return value;
}

/** A value as the editor has the model fill it in: under the field's name, and without any further word. */
const filledIn = (key: string) =>
	`={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('${key}', \`\`, 'string') }}`;

test('an agent has a video uploaded from a link, waits for it, finds a place in it, and asks about it', async () => {
	// Named as the editor names new tools, so that the model reads of each what it does in any case.
	const workflow = await agentWith(
		{
			'Upload video from URL in Memories.ai': {
				resource: 'video',
				operation: 'uploadFromUrl',
				videoUrl: filledIn('Video_URL'),
			},
			'Wait until video is parsed in Memories.ai': {
				resource: 'video',
				operation: 'waitUntilParsed',
				videoNo: { __rl: true, mode: 'id', value: filledIn('Video') },
				options: { checkInterval: 1 },
			},
			'Search videos in Memories.ai': {
				resource: 'search',
				operation: 'searchVideos',
				query: filledIn('Search_For'),
			},
			'Ask about videos in Memories.ai': {
				resource: 'chat',
				operation: 'ask',
				videoNos: { __rl: true, mode: 'id', value: filledIn('Videos') },
				prompt: filledIn('Prompt'),
			},
		},
		'Watch https://cdn.example.com/lecture.mp4 and tell me what is built',
	);
	const known = new Set(stage.simulator.videos.map((video) => video.videoNo));
	const newVideoNo = () => stage.simulator.videos.find((video) => !known.has(video.videoNo))?.videoNo;
	model.script(
		{
			tool: 'Upload_video_from_URL_in_Memories_ai',
			args: { Video_URL: 'https://cdn.example.com/lecture.mp4' },
		},
		(messages) => ({
			tool: 'Wait_until_video_is_parsed_in_Memories_ai',
			args: { Video: lastResult(messages, 'videoNo') },
		}),
		{ tool: 'Search_videos_in_Memories_ai', args: { Search_For: 'a chair' } },
		(messages) => ({
			tool: 'Ask_about_videos_in_Memories_ai',
			args: { Videos: lastResult(messages, 'videoNo'), Prompt: 'What is built?' },
		}),
		(messages) => ({ say: lastResult(messages, 'answer') }),
	);
	const executionId = await stage.n8n.api.startWorkflow(workflow.id, { triggerName: start });
	await until(async () => newVideoNo() !== undefined);
	await stage.simulator.settle(newVideoNo() ?? '', 'PARSE');
	const execution = await stage.n8n.api.waitForExecution(executionId, 120_000);

	expect(failureOf(execution)).toBeUndefined();
	expect(outputOf(execution, 'AI Agent')).toEqual([
		{ output: expect.stringContaining('a chair is built in lecture') as string },
	]);
	expect(model.turns[0]?.tools?.map((tool) => tool.function.description).sort()).toEqual([
		'Ask about videos in Memories.ai',
		'Search videos in Memories.ai',
		'Upload video from URL in Memories.ai',
		'Wait until video is parsed in Memories.ai',
	]);
});

test('the example of an agent searches first, then asks about what it has found', async () => {
	const example = readExample('videos-for-an-agent.json');
	const trigger = 'When chat message received';
	const message = { sessionId: 'session-1', action: 'sendMessage', chatInput: 'Where is something built?' };
	const workflow = await stage.n8n.api.importWorkflow(
		{ ...example, pinData: { [trigger]: [{ json: message }] } },
		{ credentials },
	);
	model.script(
		{ tool: 'Search_videos_in_Memories_ai', args: { Search_For: 'a chair', Search_In: 'audio' } },
		(messages) => ({
			tool: 'Ask_about_videos_in_Memories_ai',
			args: { Videos: lastResult(messages, 'videoNo'), Prompt: 'What is built?' },
		}),
		(messages) => ({ say: lastResult(messages, 'answer') }),
	);
	const execution = await stage.n8n.api.runWorkflow(workflow.id, { triggerName: trigger });

	expect(failureOf(execution)).toBeUndefined();
	expect(outputOf(execution, 'AI Agent')).toEqual([
		{ output: expect.stringContaining('a chair is built in') as string },
	]);
	const offered = model.turns[0]?.tools ?? [];
	const search = offered.find((tool) => tool.function.name === 'Search_videos_in_Memories_ai');
	expect(search?.function.description).toContain('Use this first');
	expect(search?.function.parameters.properties.Search_In?.description).toContain('audio for what is said');
});
