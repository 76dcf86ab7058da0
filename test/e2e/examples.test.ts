import { readdirSync } from 'node:fs';
import path from 'node:path';
import { failureOf, itemsOf, outputOf } from '../n8n/execution';
import { projectFolder } from '../n8n/packProject';
import { nodeNames, readExample, Stage } from './support/stage';
import { unknownParts } from './support/unknownParts';

let stage: Stage;

beforeAll(async () => {
	// The mode of older n8n, in which a file travels inside the item.
	stage = await Stage.openOwn('default');
});
afterAll(async () => {
	await stage.close();
});

const examples = readdirSync(path.join(projectFolder, 'examples')).filter((name) => name.endsWith('.json'));

test.each(examples)('n8n imports %s and knows every node and parameter in it', async (fileName) => {
	const example = readExample(fileName);
	const stored = await stage.n8n.api.importWorkflow(example, {
		credentials: { memoriesAiApi: await stage.credential() },
	});
	const readBack = await stage.n8n.api.workflow(stored.id);

	expect(unknownParts(example, await stage.n8n.api.nodeTypes())).toEqual([]);
	expect(readBack.nodes.map(({ name, parameters }) => [name, parameters])).toEqual(
		example.nodes.map(({ name, parameters }) => [name, parameters]),
	);
});

test.each([
	[
		'a node type',
		{ typeVersion: 99 },
		['Upload video: no node type n8n-nodes-memories-ai.memoriesAi version 99'],
	],
	[
		'parameters',
		{ parameters: { resource: 'video', operation: 'upload', colour: 'red', options: { speed: 1 } } },
		['Upload video: unknown parameter colour', 'Upload video: unknown parameter options.speed'],
	],
	[
		'a choice',
		{ parameters: { resource: 'video', operation: 'uplaod' } },
		['Upload video: unknown choice uplaod of operation'],
	],
])('the check of the examples finds %s that n8n does not know', async (_case, change, findings) => {
	const example = readExample('upload-and-event.json');
	const nodes = example.nodes.map((node) => (node.name === nodeNames.upload ? { ...node, ...change } : node));

	expect(unknownParts({ ...example, nodes }, await stage.n8n.api.nodeTypes())).toEqual(findings);
});

test('a file that n8n keeps in memory is uploaded all the same', async () => {
	const workflow = await stage.importUploadExample(await stage.credential());
	const run = await stage.n8n.api.runWorkflow(workflow.id, { triggerName: nodeNames.start });

	expect(failureOf(run)).toBeUndefined();
	expect(itemsOf(run, nodeNames.read)[0]?.binary?.data?.id).toBeUndefined();
	expect(outputOf(run, nodeNames.upload)[0]).toMatchObject({
		videoNo: stage.simulator.videos.at(-1)?.videoNo,
	});
});
