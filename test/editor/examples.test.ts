import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { INodeTypeDescription } from 'n8n-workflow';
import { readExample, Stage } from '../e2e/support/stage';
import type { StoredCredential } from '../n8n/n8nApi';
import { projectFolder } from '../n8n/packProject';
import type { WorkflowJson } from '../n8n/workflow';
import { Editor } from './support/editor';
import { keepScreenshots } from './support/screenshots';

let stage: Stage;
let editor: Editor;
const credentials: Record<string, StoredCredential> = {};

beforeAll(async () => {
	stage = await Stage.open();
	const nodeTypes = await stage.n8n.api.nodeTypes();
	for (const type of new Set(examples.flatMap((name) => credentialTypesOf(readExample(name), nodeTypes)))) {
		credentials[type] = await stage.n8n.api.createCredential(type, {});
	}
	editor = await Editor.openSignedIn(stage.n8n);
	// High enough that no workflow reaches under n8n's own buttons.
	await editor.page.setViewportSize({ width: 1440, height: 1080 });
});
afterAll(async () => {
	await editor.close();
	await stage.close();
});

const examples = readdirSync(path.join(projectFolder, 'examples')).filter((name) => name.endsWith('.json'));

function credentialTypesOf({ nodes }: WorkflowJson, nodeTypes: readonly INodeTypeDescription[]): string[] {
	const used = nodeTypes.filter(({ name }) => nodes.some(({ type }) => type === name));
	return used.flatMap((nodeType) => (nodeType.credentials ?? []).map(({ name }) => name));
}

test.each(examples)('with its credentials chosen, %s opens without a warning triangle', async (fileName) => {
	const { id } = await stage.n8n.api.importWorkflow(readExample(fileName), { credentials });
	await editor.canvas.open(id);
	await keepScreenshots(editor.page, `example-${path.basename(fileName, '.json')}`);

	expect(await editor.canvas.nodesWithIssues()).toEqual([]);
});

test('a step without a credential has one', async () => {
	const { memoriesAiApi, ...others } = credentials;
	const example = readExample('parsed-to-slack.json');
	const { id } = await stage.n8n.api.importWorkflow(example, { credentials: others });
	await editor.canvas.open(id);

	expect(memoriesAiApi).toBeDefined();
	expect(await editor.canvas.nodesWithIssues()).toEqual(['When a video is parsed']);
});
