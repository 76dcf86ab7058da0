import type { INodeParameters, INodePropertyOptions } from 'n8n-workflow';
import { Stage } from '../e2e/support/stage';
import type { StoredCredential } from '../n8n/n8nApi';
import { Editor } from './support/editor';
import { readVideo } from './support/readVideo';
import { keepScreenshots } from './support/screenshots';

let stage: Stage;
let editor: Editor;
let credential: StoredCredential;

beforeAll(async () => {
	stage = await Stage.open();
	credential = await stage.credential();
	editor = await Editor.openSignedIn(stage.n8n);
});
afterAll(async () => {
	await editor.close();
	await stage.close();
});

/** Opens a step of our node behind one that reads a file, or our trigger. */
async function openStep(
	parameters: INodeParameters,
	{ file = 'holiday.mp4', type = 'memoriesAi', memoriesAiApi = credential } = {},
): Promise<void> {
	const fileSelector = await stage.file(file, file.endsWith('.mp4') ? stage.sampleVideo : 'Bring milk');
	const { nodes, connections } = readVideo(fileSelector);
	const { id } = await stage.n8n.api.importWorkflow(
		{
			name: 'Panels',
			nodes: [
				...nodes,
				{
					name: 'Step',
					type: `n8n-nodes-memories-ai.${type}`,
					typeVersion: 1,
					position: [440, 0],
					parameters,
				},
			],
			connections: {
				...connections,
				...(type === 'memoriesAi' && {
					'Read video': { main: [[{ node: 'Step', type: 'main', index: 0 }]] },
				}),
			},
		},
		{ credentials: { memoriesAiApi } },
	);
	await editor.canvas.open(id);
	await editor.canvas.openNode('Step');
}

/** n8n adds an operation "Custom API Call" to every node, which has no place in the nodes panel. */
function isOurs({ action }: INodePropertyOptions): boolean {
	return action !== undefined;
}

test('the panel of every operation fits its texts', async () => {
	const nodeTypes = await stage.n8n.api.nodeTypes();
	const node = nodeTypes.find(({ name }) => name === 'n8n-nodes-memories-ai.memoriesAi');
	const operations = (node?.properties ?? [])
		.filter(({ name }) => name === 'operation')
		.flatMap(({ displayOptions, options }) =>
			((options ?? []) as INodePropertyOptions[]).filter(isOurs).map(({ value }) => ({
				resource: displayOptions?.show?.resource?.[0] as string,
				operation: String(value),
			})),
		);
	const cutOff: Record<string, string[]> = {};
	// As a tool, the node offers some of them once more.
	const panels = new Map(operations.map((panel) => [`${panel.resource} ${panel.operation}`, panel]));
	for (const [name, { resource, operation }] of panels) {
		await openStep({ resource, operation });
		await editor.nodeView.field('operation').waitFor();
		await keepScreenshots(editor.page, `panel-${resource}-${operation}`);
		cutOff[name] = await editor.nodeView.textsCutOff();
	}

	expect(panels.size).toBeGreaterThan(20);
	expect(Object.entries(cutOff).filter(([, texts]) => texts.length > 0)).toEqual([]);
}, 600_000);

test('a video is chosen from a list that is searched', async () => {
	const { nodeView, page } = editor;
	await openStep({ resource: 'video', operation: 'get' });
	await nodeView.openList('videoNo');
	await keepScreenshots(page, 'list-of-videos');
	await nodeView.searchList('v1_2');
	await nodeView.listed.getByText('example_v1_2').waitFor();
	await nodeView.listed.getByText('example_v1_1').waitFor({ state: 'detached' });

	await editor.user.click(nodeView.listed.first());
	await nodeView.execute();
	expect(await nodeView.outputRow()).toMatchObject({ videoNo: 'VI554046065381212160' });
});

describe('what goes wrong says why and what to do, in the panel', () => {
	const upload = { resource: 'video', operation: 'upload' };

	test.each([
		[
			'no-such-field',
			{ ...upload, binaryPropertyName: 'video' },
			'holiday.mp4',
			["the item has no file in 'video'", "This item has files in 'data'"],
		],
		['not-a-video', upload, 'notes.txt', ["The file 'notes.txt' contains text, not a video"]],
	])('%s', async (name, parameters, file, texts) => {
		await openStep(parameters, { file });
		await editor.nodeView.execute();
		for (const text of texts) await editor.nodeView.output.getByText(text).first().waitFor();
		await keepScreenshots(editor.page, `error-${name}`);
	});

	test('wrong-key', async () => {
		await openStep(upload, { memoriesAiApi: await stage.credential({ apiKey: 'sk-wrong' }) });
		await editor.nodeView.execute();
		await editor.nodeView.output.getByText('memories.ai does not accept the API key').first().waitFor();
		await editor.nodeView.output.getByText('Copy the key again').first().waitFor();
		await keepScreenshots(editor.page, 'error-wrong-key');
	});

	test('local-callback', async () => {
		const callbackUrl = 'http://localhost:5678/webhook/1a2b/memories-ai';
		const memoriesAiApi = await stage.credential({ baseUrl: 'https://api.memories.ai' });
		await openStep({ ...upload, callbackUrl }, { memoriesAiApi });
		await editor.nodeView.execute();
		await editor.nodeView.output
			.getByText('points to localhost, which memories.ai cannot reach')
			.first()
			.waitFor();
		await keepScreenshots(editor.page, 'error-local-callback');
	});
});

describe('before it runs, the panel warns of', () => {
	test.each([
		['a-test-url', 'https://n8n.example.com/webhook-test/1a2b/memories-ai', 'is a Test URL'],
		['a-local-url', 'http://192.168.1.20:5678/webhook/1a2b/memories-ai', 'only your own network knows'],
	])('%s', async (name, callbackUrl, text) => {
		await openStep({ resource: 'video', operation: 'upload', callbackUrl });
		await editor.nodeView.output.getByText(text).waitFor();
		await keepScreenshots(editor.page, `hint-${name}`);

		await openStep({
			resource: 'video',
			operation: 'upload',
			callbackUrl: 'https://n8n.example.com/webhook/1a2b/memories-ai',
		});
		await editor.nodeView.field('callbackUrl').waitFor();
		expect(await editor.nodeView.output.getByText(text).count()).toBe(0);
	});

	test('callbacks that anybody can send', async () => {
		await openStep({ events: ['parsed'], callbackCheck: 'any' }, { type: 'memoriesAiTrigger' });
		await editor.nodeView.output.getByText("'Callback Check' is 'Any'").waitFor();
		await keepScreenshots(editor.page, 'hint-any-callback');
	});
});
