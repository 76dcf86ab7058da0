import { failureOf, outputOf } from '../n8n/execution';
import { nodeOf } from '../n8n/workflow';
import { readExample, Stage } from './support/stage';

let stage: Stage;

beforeAll(async () => {
	stage = await Stage.open();
});
afterAll(async () => {
	await stage.close();
});

test("a creator's new videos come into the sheet, each once", async () => {
	const { api } = stage.n8n;
	const example = readExample('weekly-tiktok-to-sheet.json');
	// The sheet itself is Google's.
	const nodes = example.nodes.map((node) =>
		node.name === 'Add a row'
			? { ...node, type: 'n8n-nodes-base.noOp', typeVersion: 1, parameters: {} }
			: node,
	);
	const { id } = await api.importWorkflow(
		{ ...example, nodes },
		{ credentials: { memoriesAiApi: await stage.credential() } },
	);
	await api.setParameters(id, 'Import the latest videos', {
		creator: 'https://www.tiktok.com/@workshop',
		options: { waitUntilParsed: true, checkInterval: 1, parseTimeout: 5 },
	});
	const before = new Set(stage.simulator.videos);
	const executionId = await api.startWorkflow(id, { triggerName: 'Every week' });
	const imported = () => stage.simulator.videos.filter((video) => !before.has(video));
	while (imported().length < 4) await new Promise((resolve) => setTimeout(resolve, 200));
	for (const { videoNo } of imported()) await stage.simulator.settle(videoNo, 'PARSE');
	const run = await api.waitForExecution(executionId, 120_000);

	expect(failureOf(run)).toBeUndefined();
	expect(outputOf(run, 'Add a row')).toEqual(
		imported().map(({ link }) => ({
			date: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as string,
			video: expect.stringContaining('Post') as string,
			link,
			description: expect.stringContaining('chair') as string,
		})),
	);
});

test('videos of one customer go into one folder, and those of another into another', async () => {
	const { api, url } = stage.n8n;
	const { id } = await api.importWorkflow(readExample('folder-per-customer.json'), {
		credentials: { memoriesAiApi: await stage.credential() },
	});
	await api.activate(id);
	const { webhookId = '' } = nodeOf(await api.workflow(id), 'When a video is handed in');
	const before = stage.simulator.videos.length;
	for (const [index, customer] of ['Nathan', 'Mia', ' Nathan'].entries()) {
		const form = new FormData();
		form.append('field-0', customer);
		form.append('field-1', new Blob([stage.sampleVideo], { type: 'video/mp4' }), `video ${index}.mp4`);
		const response = await fetch(`${url}/form/${webhookId}`, { method: 'POST', body: form });
		expect(response.status).toBe(200);
		await api.waitForExecutions(id, index + 1);
	}
	const runs = await api.waitForExecutions(id, 3);

	expect(runs.map(failureOf)).toEqual([undefined, undefined, undefined]);
	const [first, other, second] = stage.simulator.videos.slice(before).map(({ folderId }) => folderId);
	expect(first).toBe(second);
	expect(other).not.toBe(first);
	expect(runs.map((run) => outputOf(run, 'Upload to the folder')[0]?.reference)).toEqual([
		'Nathan',
		'Mia',
		'Nathan',
	]);
});
