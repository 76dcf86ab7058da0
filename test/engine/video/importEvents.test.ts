import type { INodeParameters } from 'n8n-workflow';
import { callTrigger } from '../support/callbacks';
import { triggerUrl } from '../support/engine';
import { Stage } from '../support/stage';

const stage = Stage.forEachTest();

const link = 'https://www.tiktok.com/@user/video/7301234567890123411';

/** Starts an import and gives what follows the trigger's URL in the link that memories.ai got. */
async function queryOf(operation: string, fields: INodeParameters): Promise<string> {
	const additionalFields = { reference: 'campaign-42', uniqueId: 'team-a' };
	await stage.runOn('auto', operation, { callbackUrl: triggerUrl, additionalFields, ...fields });
	const { callback_url: url, callback = url } = stage.simulator.journal.at(-1)?.json as Record<
		string,
		string
	>;
	return (callback ?? '').slice(triggerUrl.length);
}

test.each([
	['importFromPost', { links: link }],
	['importFromCreator', { creator: 'https://www.tiktok.com/@user', posts: 1 }],
	['importFromHashtag', { hashtags: 'climbing', posts: 1 }],
])('%s signs a link that vouches for its task and the videos of it', async (operation, fields) => {
	const query = await queryOf(operation, fields);
	const { taskId = '' } = stage.simulator.tasks[0] ?? {};
	const { videoNo } = stage.simulator.videos[0] ?? {};
	const call = async (body: object) => await callTrigger(stage, { callbackCheck: 'signed' }, body, { query });

	const done = await call({ taskId, status: 'SUCCEEDED', message: 'Video has been downloaded' });
	const parsed = await call({ videoId: videoNo, taskId, status: 'INDEXING_SUCCEEDED' });
	const foreign = await call({ taskId: 'another', status: 'SUCCEEDED' });

	expect(done.items).toMatchObject([
		{ event: 'task.succeeded', taskId, reference: 'campaign-42', verified: 'signature' },
	]);
	expect(parsed.items).toMatchObject([{ event: 'video.parsed', videoNo, taskId, verified: 'signature' }]);
	expect(foreign.status).toBe(403);
});

test('with Include Details, the event of a task carries what Get Task gives', async () => {
	const query = await queryOf('importFromPost', { links: link });
	const { taskId = '' } = stage.simulator.tasks[0] ?? {};
	const get = await stage.runOn('auto', 'getTask', { taskId, options: { uniqueId: 'team-a' } });
	const parameters = { callbackCheck: 'signed', eventOptions: { includeDetails: true } };
	const { items } = await callTrigger(stage, parameters, { taskId, status: 'SUCCEEDED' }, { query });

	expect(get.items[0]?.json).toMatchObject({ taskId, videoCount: 1 });
	expect(items).toMatchObject([{ event: 'task.succeeded', task: get.items[0]?.json }]);
});

test('a task whose details cannot be had is an event all the same', async () => {
	const query = await queryOf('importFromPost', { links: link });
	const { taskId = '' } = stage.simulator.tasks[0] ?? {};
	stage.simulator.faults.always('get_video_ids_by_task_id', { kind: 'envelope', code: '0001', msg: '' });
	const parameters = { callbackCheck: 'signed', eventOptions: { includeDetails: true } };
	const { items } = await callTrigger(stage, parameters, { taskId, status: 'SUCCEEDED' }, { query });

	expect(items).toMatchObject([{ taskId, detailsMissing: 'memories.ai did not give them in time' }]);
});

test('each platform of an import has a link of its own', async () => {
	await stage.runOn('auto', 'importFromPost', {
		links: `${link} https://youtu.be/o9vgXOH4ET0`,
		callbackUrl: triggerUrl,
	});
	const links = stage.simulator.tasks.map(({ callback }) => callback);

	expect(new Set(links).size).toBe(2);
});
