import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { failureOf, outputOf, type Execution } from '../n8n/execution';
import type { StoredCredential } from '../n8n/n8nApi';
import { uploadedVideoNo } from '../simulator/testClient';
import { nodeNames, Stage } from './support/stage';

const link = 'https://www.tiktok.com/@user/video/7301234567890123411';
const nodeName = 'Memories.ai';
const byId = (value: string) => ({ __rl: true, mode: 'id', value });

let stage: Stage;
let memoriesAiApi: StoredCredential;

beforeAll(async () => {
	stage = await Stage.open();
	memoriesAiApi = await stage.credential();
});
afterAll(async () => {
	await stage.close();
});
beforeEach(() => {
	stage.simulator.faults.clear();
	stage.simulator.world.importing = () => 'atOnce';
});

/** Runs an operation by itself, in a workflow of its own. */
async function run(resource: string, operation: string, fields: INodeParameters): Promise<Execution> {
	const node = (name: string, type: string, typeVersion: number, parameters: INodeParameters) => ({
		name,
		type,
		typeVersion,
		parameters,
		position: [0, 0],
	});
	const { id } = await stage.n8n.api.importWorkflow(
		{
			name: operation,
			nodes: [
				node(nodeNames.start, 'n8n-nodes-base.manualTrigger', 1, {}),
				node(nodeName, 'n8n-nodes-memories-ai.memoriesAi', 1, { resource, operation, ...fields }),
			],
			connections: { [nodeNames.start]: { main: [[{ node: nodeName, type: 'main', index: 0 }]] } },
			settings: { executionOrder: 'v1' },
		},
		{ credentials: { memoriesAiApi } },
	);
	return await stage.n8n.api.runWorkflow(id, { triggerName: nodeNames.start });
}

async function output(resource: string, operation: string, fields: INodeParameters): Promise<IDataObject[]> {
	const execution = await run(resource, operation, fields);
	expect(failureOf(execution)).toBeUndefined();
	return outputOf(execution, nodeName);
}

const settleAll = async () => {
	const pending = stage.simulator.videos.filter(({ status }) => status === 'UNPARSE');
	for (const { videoNo } of [...pending]) await stage.simulator.settle(videoNo, 'PARSE');
};

test.each([
	['importFromPost', { links: link }, 1],
	['importFromCreator', { creator: 'https://www.tiktok.com/@user', posts: 2 }, 2],
	['importFromHashtag', { hashtags: 'climbing', posts: 2 }, 2],
])('%s, and Get Task', async (operation, fields, count) => {
	const [started] = await output('video', operation, fields);
	await settleAll();
	const [task] = await output('video', 'getTask', { taskId: started?.taskId as string });

	expect(task).toMatchObject({
		taskId: stage.simulator.tasks.at(-1)?.taskId,
		isFinished: true,
		videoCount: count,
		parsedCount: count,
	});
});

test('an import waits for its videos, over the request limit and an empty answer', async () => {
	const limit = { kind: 'envelope', code: '0429', msg: 'Request has exceeded the limit.' } as const;
	stage.simulator.faults.next('scraper_url', limit);
	stage.simulator.faults.next('get_video_ids_by_task_id', { kind: 'noData' });
	stage.simulator.world.importing = () => ({ looks: 2 });
	const options = { waitUntilParsed: true, checkInterval: 1 };
	const settling = setInterval(() => void settleAll(), 500);
	const videos = await output('video', 'importFromPost', { links: link, options }).finally(() =>
		clearInterval(settling),
	);

	expect(videos).toMatchObject([{ isParsed: true, link, taskId: stage.simulator.tasks.at(-1)?.taskId }]);
});

test('an import that never ends, and one that is refused', async () => {
	stage.simulator.world.importing = () => 'held';
	const options = { waitUntilParsed: true, parseTimeout: 0.02 };
	const endless = await run('video', 'importFromPost', { links: link, options });
	stage.simulator.faults.next('scraper_url', { kind: 'envelope', code: '0402', msg: '' });
	const refused = await run('video', 'importFromPost', { links: link });

	expect(failureOf(endless)).toMatch(
		/^Memories\.ai: The import \S+ has brought no video after 0\.02 minutes/,
	);
	expect(failureOf(refused)).toMatch(/^Memories\.ai: The memories\.ai account has no credits left/);
});

test('an import starts a workflow with the trigger: once for its task, once for each video', async () => {
	const { api } = stage.n8n;
	const workflow = await stage.importUploadExample(memoriesAiApi);
	await api.setParameters(workflow.id, nodeNames.trigger, { events: ['parsed', 'task'] });
	await api.activate(workflow.id);
	const callbackUrl = await api.webhookUrl(workflow.id, nodeNames.trigger);
	const additionalFields = { reference: 'campaign-42' };
	const [started] = await output('video', 'importFromPost', { links: link, callbackUrl, additionalFields });
	await api.waitForExecutions(workflow.id, 1, { mode: 'webhook' });
	await settleAll();
	const executions = await api.waitForExecutions(workflow.id, 2, { mode: 'webhook' });

	const events = executions.flatMap((execution) => outputOf(execution, nodeNames.trigger));
	const common = { taskId: started?.taskId, reference: 'campaign-42', verified: 'signature' };
	expect(events).toHaveLength(2);
	expect(events).toEqual(
		expect.arrayContaining([
			expect.objectContaining({ event: 'task.succeeded', ...common }),
			expect.objectContaining({ event: 'video.parsed', ...common }),
		]),
	);
});

test('a folder’s life, and a list whose pages are shorter than asked for', async () => {
	const [made] = await output('folder', 'create', { name: 'Interviews' });
	const folderId = made?.folderId as string;
	const videoNos = [];
	for (let count = 0; count < 5; count++) videoNos.push(await uploadedVideoNo(stage.simulator));
	const moved = await output('folder', 'moveVideos', {
		folderId: byId(folderId),
		videoNos: byId(videoNos.join()),
	});
	stage.simulator.world.longestPage = 2;
	const inFolder = { returnAll: true, filters: { folderId: byId(folderId) } };
	const listed = await output('video', 'getMany', inFolder);
	stage.simulator.world.longestPage = Infinity;
	const renamed = await output('folder', 'rename', { folderId: byId(folderId), name: 'Talks' });
	const folders = await output('folder', 'getMany', { filters: { name: 'talk' } });
	await settleAll();
	const refused = await run('folder', 'delete', { folderId: byId(folderId) });
	await output('folder', 'moveVideos', { folderId: byId('-1'), videoNos: byId(videoNos.join()) });
	const deleted = await output('folder', 'delete', { folderId: byId(folderId) });

	expect(moved).toHaveLength(5);
	expect(listed.map(({ videoNo }) => videoNo).sort()).toEqual([...videoNos].sort());
	expect(renamed).toEqual([{ folderId, name: 'Talks' }]);
	expect(folders).toEqual([{ folderId, name: 'Talks' }]);
	expect(failureOf(refused)).toMatch(/^Memories\.ai: memories\.ai did not accept the request/);
	expect(deleted).toEqual([{ folderId, deleted: true }]);
});
