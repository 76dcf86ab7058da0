import type { INodeParameters } from 'n8n-workflow';
import { failureOf, outputOf } from '../n8n/execution';
import type { StoredCredential } from '../n8n/n8nApi';
import type { StoredWorkflow } from '../n8n/workflow';
import { uploadedVideoNo } from '../simulator/testClient';
import { ModelServer } from './support/modelServer';
import { Stage } from './support/stage';

const start = 'When clicking ‘Execute workflow’';
const toolType = 'n8n-nodes-memories-ai.memoriesAiTool';

let stage: Stage;
let model: ModelServer;
let credentials: Record<string, StoredCredential>;
let videoNo: string;

beforeAll(async () => {
	stage = await Stage.open('filesystem');
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

/** A workflow in which an AI Agent has the node as its only tool. */
async function agentWith(toolParameters: INodeParameters): Promise<StoredWorkflow> {
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
			name: 'Agent with a memories.ai tool',
			nodes: [
				node(start, 'n8n-nodes-base.manualTrigger', 1, {}),
				node('AI Agent', `${chat}.agent`, 3.1, { promptType: 'define', text: 'What is in my videos?' }),
				node('Model', `${chat}.lmChatOpenAi`, 1.3, {
					model: { __rl: true, mode: 'id', value: 'a-model' },
					responsesApiEnabled: false,
				}),
				node('Memories.ai', toolType, 1, toolParameters),
			],
			connections: {
				[start]: { main: [[{ node: 'AI Agent', type: 'main', index: 0 }]] },
				Model: { ai_languageModel: [[{ node: 'AI Agent', type: 'ai_languageModel', index: 0 }]] },
				'Memories.ai': { ai_tool: [[{ node: 'AI Agent', type: 'ai_tool', index: 0 }]] },
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
	const { id } = await agentWith(toolParameters);
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

test('an agent cannot hand over a file to upload', async () => {
	const before = stage.simulator.videos.length;
	const { result } = await runAgent({ resource: 'video', operation: 'upload' }, {});

	expect(result).toContain("the item has no file in 'data'");
	expect(stage.simulator.videos).toHaveLength(before);
});
