import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { Stage } from '../e2e/support/stage';
import { outputOf } from '../n8n/execution';
import { projectFolder } from '../n8n/packProject';
import type { StoredWorkflow } from '../n8n/workflow';
import { Editor } from './support/editor';
import { readVideo } from './support/readVideo';
import { keepScreenshots } from './support/screenshots';
import type { Effort } from './support/user';

/** What memories.ai's page "Upload Video from File" shows as the callback of a processed video. */
const documentedCallback = { videoNo: 'VI554046065381212160', status: 'PARSE' };

let stage: Stage;
let editor: Editor;
let workflow: StoredWorkflow;
const efforts: Record<string, Effort> = {};

// One story: each test goes on where the one before has ended.
beforeAll(async () => {
	stage = await Stage.open();
	editor = await Editor.open(stage.n8n);
	workflow = await stage.n8n.api.importWorkflow({
		name: 'My first videos',
		...readVideo(await stage.file('holiday.mp4', stage.sampleVideo)),
	});
});
afterAll(async () => {
	await editor.close();
	await stage.close();
});

test('somebody signs in and opens a workflow that reads a video', async () => {
	await editor.signIn();
	await editor.canvas.open(workflow.id);
	efforts.open = await editor.user.effortOf(async () => await editor.canvas.addBehindLast());
});

test.each([
	'memories',
	'video',
	'upload',
	'transcribe',
	'transcript',
	'summarize video',
	'search video',
	'footage',
	'mp4',
	'callback',
])('searching the nodes for "%s" finds ours', async (words) => {
	await editor.nodesPanel.search(words);

	await editor.nodesPanel.ourResult.waitFor();
	expect(await editor.nodesPanel.ourResult.count()).toBe(1);
	if (words === 'video') await keepScreenshots(editor.page, 'nodes-panel-search');
});

test('searching for something else does not', async () => {
	await editor.nodesPanel.search('spreadsheet');

	await editor.nodesPanel.results.first().waitFor();
	expect(await editor.nodesPanel.ourResult.count()).toBe(0);
	await editor.nodesPanel.search('memories');
});

test('the icon shows in the nodes panel, in both themes', async () => {
	await showsIcon(editor.nodesPanel.ourResult);
});

test('the panel offers what can be done and what can start a workflow', async () => {
	efforts.find = await editor.user.effortOf(async () => {
		await editor.nodesPanel.search('memories');
		await editor.nodesPanel.chooseOurs();
	});
	await editor.nodesPanel.unfold('Triggers');
	await keepScreenshots(editor.page, 'nodes-panel');

	expect(await editor.nodesPanel.entries()).toEqual(
		expect.arrayContaining(['Upload video', 'On video parsed', 'On video failed', 'On any event']),
	);
});

test('a new node with a wrong key says so, and with the right key uploads', async () => {
	const { nodesPanel, nodeView, credentialDialog, page, user } = editor;
	efforts.add = await user.effortOf(async () => await nodesPanel.add('Upload video'));
	await keepScreenshots(page, 'upload-new');

	user.startCounting();
	await nodeView.connect();
	await user.aside(async () => {
		// Only a simulator needs another address than the one that the field comes with.
		await credentialDialog.type('baseUrl', stage.simulator.url);
		await credentialDialog.type('apiKey', 'sk-wrong');
		await credentialDialog.save();
		await credentialDialog.showDetails();
		await credentialDialog.failure.getByText('memories.ai does not accept the API key').waitFor();
		await keepScreenshots(page, 'credential-wrong-key');
	});
	// A pasted key brings white space along.
	await credentialDialog.type('apiKey', ' sk-simulator ');
	await credentialDialog.save();
	await user.aside(async () => {
		await nodeView.editCredential();
		await credentialDialog.success.waitFor();
		await keepScreenshots(page, 'credential');
		await credentialDialog.close();
	});
	await nodeView.execute();
	const row = await nodeView.outputRow();
	efforts.upload = user.effort;
	await keepScreenshots(page, 'upload-done');

	expect(row).toMatchObject({
		videoNo: stage.simulator.videos.at(-1)?.videoNo,
		videoStatus: 'UNPARSE',
		fileName: 'holiday.mp4',
	});
	await nodeView.close();
});

test('the icon shows on the canvas, in both themes', async () => {
	await keepScreenshots(editor.page, 'canvas');
	await showsIcon(editor.canvas.node('Upload video'));
});

test('a trigger shows the documented callback while it listens for a test event', async () => {
	const { canvas, nodesPanel, nodeView, page, user } = editor;
	await canvas.addAside();
	await nodesPanel.search('memories');
	await nodesPanel.chooseOurs();
	await nodesPanel.unfold('Triggers');
	await nodesPanel.add('On video parsed');
	await keepScreenshots(page, 'trigger-new');

	user.startCounting();
	await nodeView.copyProductionUrl();
	const testUrl = (await user.copied()).replace('/webhook/', '/webhook-test/');
	await user.aside(async () => {
		await nodeView.execute();
		await nodeView.listening.waitFor();
		await keepScreenshots(page, 'trigger-listening');
	});
	const delivery = await stage.simulator.sendCallback(testUrl, documentedCallback);
	const row = await nodeView.outputRow();
	await keepScreenshots(page, 'trigger-test-event');

	expect(delivery.answer?.status).toBe(200);
	expect(row).toMatchObject({ event: 'video.parsed', ...documentedCallback, verified: 'none' });
});

test('published, the workflow runs when memories.ai has parsed an uploaded video', async () => {
	const { canvas, nodeView, page, user } = editor;
	await nodeView.close();
	await canvas.publish();
	await user.aside(async () => await keepScreenshots(page, 'published'));
	await canvas.openNode('Upload video');
	await user.paste(nodeView.field('callbackUrl'));
	await nodeView.execute();
	efforts.trigger = user.effort;
	await nodeView.outputRow();
	await keepScreenshots(page, 'upload-with-callback');
	const videoNo = stage.simulator.videos.at(-1)?.videoNo ?? '';
	await stage.simulator.settle(videoNo, 'PARSE');
	const [execution] = await stage.n8n.api.waitForExecutions(workflow.id, 1, { mode: 'webhook' });

	expect(execution && outputOf(execution, 'Memories.ai Trigger')).toEqual([
		expect.objectContaining({ event: 'video.parsed', videoNo, verified: 'signature' }),
	]);
	await nodeView.close();
	await canvas.showExecutions();
	await keepScreenshots(page, 'executions');
});

test('CONTRIBUTING counts the steps that this took', () => {
	const contributing = readFileSync(path.join(projectFolder, 'CONTRIBUTING.md'), 'utf8');
	const stated = [...contributing.matchAll(/^\| (.+) → (.+) \| (\d+) \| (\d+) \|$/gm)].map(
		([, from, to, clicks, fields]) => [`${from} → ${to}`, { clicks: Number(clicks), fields: Number(fields) }],
	);

	expect(Object.fromEntries(stated)).toEqual({
		'Node added → video uploaded': efforts.upload,
		'Trigger added → first event': efforts.trigger,
	});
});

test('README names every click of a first upload, and what is typed', () => {
	const readme = readFileSync(path.join(projectFolder, 'README.md'), 'utf8');
	const [, steps = ''] = /\n## A first upload, in six clicks\n.*?\n((?:\d\. .*\n)+)/s.exec(readme) ?? [];
	const done = [efforts.open, efforts.find, efforts.add, efforts.upload];
	const sum = (of: keyof Effort) => done.reduce((total, effort) => total + (effort?.[of] ?? NaN), 0);

	expect([...steps.matchAll(/^\d\. Click /gm)]).toHaveLength(sum('clicks'));
	expect(steps.match(/\b(type|paste)\b/g)).toHaveLength(sum('fields'));
	expect(sum('clicks')).toBe(6);
});

/** Waits until a part of the editor shows our icon, in the light and then in the dark theme. */
async function showsIcon(part: Locator): Promise<void> {
	for (const [colorScheme, file] of [
		['dark', 'memoriesAi.dark.svg'],
		['light', 'memoriesAi.svg'],
	] as const) {
		await editor.page.emulateMedia({ colorScheme });
		await part.locator(`img[src$="/${file}"]`).first().waitFor();
		await editor.page.waitForFunction(
			`[...document.images].filter(({ src }) => src.endsWith('/${file}')).every(({ naturalWidth }) => naturalWidth > 0)`,
		);
	}
}
