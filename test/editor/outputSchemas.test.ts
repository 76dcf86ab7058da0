import type { INodeConnections, INodeParameters } from 'n8n-workflow';
import { RESOURCES } from '../../nodes/MemoriesAi/actions';
import { Stage } from '../e2e/support/stage';
import { Editor } from './support/editor';
import { keepScreenshots } from './support/screenshots';

let stage: Stage;
let editor: Editor;

beforeAll(async () => {
	stage = await Stage.open();
	editor = await Editor.openSignedIn(stage.n8n);
});
afterAll(async () => {
	await editor.close();
	await stage.close();
});

/** Opens a question about videos behind a search for some, in a workflow that has never run. */
async function openQuestionBehindSearch(): Promise<void> {
	const node = (name: string, type: string, x: number, parameters: INodeParameters) => ({
		name,
		type,
		typeVersion: 1,
		position: [x, 0],
		parameters,
	});
	const to = (next: string): INodeConnections => ({ main: [[{ node: next, type: 'main', index: 0 }]] });
	const ours = 'n8n-nodes-memories-ai.memoriesAi';
	const { id } = await stage.n8n.api.importWorkflow(
		{
			name: 'Never run',
			nodes: [
				node('Start', 'n8n-nodes-base.manualTrigger', 0, {}),
				node('Search', ours, 220, { resource: 'search', operation: 'searchVideos', query: 'a chair' }),
				node('Question', ours, 440, { resource: 'chat', operation: 'ask' }),
			],
			connections: { Start: to('Search'), Search: to('Question') },
		},
		{ credentials: { memoriesAiApi: await stage.credential() } },
	);
	await editor.canvas.open(id);
	await editor.canvas.openNode('Question');
}

test('before any run, a field of the output is dragged into the next step', async () => {
	await openQuestionBehindSearch();
	await editor.nodeView.dragInputField('videoName', 'prompt');
	await keepScreenshots(editor.page, 'output-schema');

	expect(await editor.nodeView.inputFields.allInnerTexts()).toEqual(
		expect.arrayContaining(['videoNo', 'startTime', 'score']),
	);
	expect(await editor.nodeView.expression('prompt')).toBe('{{ $json.videoName }}');
});

const operations = Object.entries(RESOURCES).flatMap(([resource, { operations }]) =>
	Object.keys(operations).map((operation) => `${resource}/${operation}`),
);

test.each(operations)('n8n hands the editor the output schema of %s', async (operation) => {
	const response = await fetch(
		`${stage.n8n.url}/schemas/n8n-nodes-memories-ai.memoriesAi/1.0.0/${operation}.json`,
	);

	expect(await response.json()).toMatchObject({ type: 'object' });
});
