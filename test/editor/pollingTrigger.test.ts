import { nodeNames, Stage } from '../e2e/support/stage';
import { uploadedVideoNo } from '../simulator/testClient';
import { Editor } from './support/editor';
import { keepScreenshots } from './support/screenshots';

let stage: Stage;
let editor: Editor;

// One story: each test goes on where the one before has ended.
beforeAll(async () => {
	stage = await Stage.open();
	editor = await Editor.openSignedIn(stage.n8n);
	const { id } = await stage.n8n.api.importWorkflow({
		name: 'When videos are ready',
		nodes: [
			{
				name: nodeNames.start,
				type: 'n8n-nodes-base.manualTrigger',
				typeVersion: 1,
				position: [0, 0],
				parameters: {},
			},
		],
		connections: {},
	});
	await stage.credential();
	await editor.canvas.open(id);
});
afterAll(async () => {
	await editor.close();
	await stage.close();
});

test('both ways to start a workflow stand one under the other', async () => {
	const { canvas, nodesPanel, page } = editor;
	await canvas.addAside();
	await nodesPanel.search('memories');
	await nodesPanel.pollingResult.waitFor();
	await keepScreenshots(page, 'nodes-panel-both');

	expect(await nodesPanel.ourResult.count()).toBe(1);
	expect(await nodesPanel.pollingResult.innerText()).toContain('without a public address');
});

test('the polling trigger starts with every five minutes, and shows the latest video that is parsed', async () => {
	const { nodesPanel, nodeView, page, user } = editor;
	const videoNo = await uploadedVideoNo(stage.simulator);
	await stage.simulator.settle(videoNo, 'PARSE');
	await user.click(nodesPanel.pollingResult);
	await keepScreenshots(page, 'polling-trigger-entries');
	await nodesPanel.add('On video parsed');
	await keepScreenshots(page, 'polling-trigger-new');

	await nodeView.execute();
	expect(await nodeView.outputRow()).toMatchObject({ event: 'video.parsed', videoNo, verified: 'api' });
	await keepScreenshots(page, 'polling-trigger-event');
	expect(await nodeView.textsCutOff()).toEqual([]);
});
