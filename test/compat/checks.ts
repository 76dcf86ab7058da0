import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { request } from 'undici';
import type { IDataObject } from 'n8n-workflow';
import { nodeNames, readExample, type Stage } from '../e2e/support/stage';
import { failureOf, outputOf, type Execution } from '../n8n/execution';
import type { BinaryDataMode } from '../n8n/n8nEnvironment';
import { importPollingExample, sampleVideoIn } from '../n8n/uploadExample';
import { nodeOf } from '../n8n/workflow';
import type { Video } from '../simulator/videoLibrary';

/** Something that a user does, and that has to work in every n8n. */
export interface Check {
	/** What it is, as the table names it. */
	name: string;
	/** How n8n keeps files meanwhile. */
	binaryDataMode: BinaryDataMode;
	/** Whether it takes minutes in which n8n does nothing, so that others of this kind run beside it. */
	isSlow?: boolean;
	/** Does it; throws when it does not go as it should. */
	run(stage: Stage): Promise<void>;
}

/** The shortest that n8n sleeps in its database, in seconds. */
const SHORTEST_SLEEP = 65;

/** Two polls, at one a minute, and the time to look. */
const TWO_POLLS_MS = 150_000;

export const checks: readonly Check[] = [
	{
		name: 'Nodes and credential are offered',
		binaryDataMode: 'filesystem',
		run: async ({ n8n: { api } }) => {
			const names = (await api.nodeTypes()).map(({ name }) => name);
			for (const name of ['memoriesAi', 'memoriesAiTrigger', 'memoriesAiPollingTrigger']) {
				assert.ok(names.includes(`n8n-nodes-memories-ai.${name}`), `${name} is not offered`);
			}
			const credentials = (await api.credentialTypes()).map(({ name }) => name);
			assert.ok(credentials.includes('memoriesAiApi'), 'memoriesAiApi is not offered');
		},
	},
	{
		name: 'Credential test',
		binaryDataMode: 'filesystem',
		run: async (stage) => {
			const good = await stage.credential();
			const wrong = await stage.credential({ apiKey: 'sk-wrong' });

			assert.equal((await stage.n8n.api.testCredential(good.id)).status, 'OK');
			assert.match((await stage.n8n.api.testCredential(wrong.id)).message, /does not accept the API key/);
		},
	},
	{
		name: 'Upload of a stored file',
		binaryDataMode: 'filesystem',
		run: uploadArrivesWhole,
	},
	{
		name: 'Upload of a file in memory',
		binaryDataMode: 'default',
		run: uploadArrivesWhole,
	},
	{
		name: 'Lost answer: one video, found again',
		binaryDataMode: 'filesystem',
		run: async (stage) => {
			const { simulator } = stage;
			const before = simulator.videos.length;
			simulator.faults.next('upload', { kind: 'dropAfterBody', createVideo: true });
			const workflow = await stage.importUploadExample(await stage.credential());
			const uploaded = onlyOutputOf(await run(stage, workflow.id), nodeNames.upload);

			assert.equal(simulator.videos.length, before + 1);
			assert.deepEqual([uploaded.videoNo, uploaded.recovered], [newestVideo(stage).videoNo, true]);
		},
	},
	{
		name: 'Signed callback starts the trigger',
		binaryDataMode: 'filesystem',
		run: async (stage) => {
			const { api } = stage.n8n;
			const workflow = await stage.importUploadExample(await stage.credential());
			await api.activate(workflow.id);
			await run(stage, workflow.id);
			const { videoNo } = newestVideo(stage);
			await stage.simulator.settle(videoNo, 'PARSE');

			const executions = await api.waitForExecutions(workflow.id, 1, { mode: 'webhook' });
			const [event] = executions.map((execution) => onlyOutputOf(execution, nodeNames.trigger));
			assert.equal(executions.length, 1);
			assert.deepEqual(
				[event?.event, event?.videoNo, event?.verified, event?.reference],
				['video.parsed', videoNo, 'signature', 'sample.mp4'],
			);
			await api.deactivate(workflow.id);
		},
	},
	{
		name: "A stranger's call is refused, without an execution",
		binaryDataMode: 'filesystem',
		run: async (stage) => {
			const { api } = stage.n8n;
			const workflow = await stage.importUploadExample(await stage.credential());
			await api.activate(workflow.id);
			const answer = await request(await api.webhookUrl(workflow.id, nodeNames.trigger), {
				method: 'POST',
				body: '{"videoNo":"VI999999999999999999","status":"PARSE"}',
			});
			await answer.body.dump();

			assert.equal(answer.statusCode, 403);
			assert.deepEqual(await api.executions(workflow.id), []);
			await api.deactivate(workflow.id);
		},
	},
	{
		name: "Lists of the editor's fields",
		binaryDataMode: 'filesystem',
		run: async (stage) => {
			const { api } = stage.n8n;
			const workflow = await api.importWorkflow(readExample('upload-and-sleep.json'), {
				credentials: { memoriesAiApi: await stage.credential() },
			});
			const [documented] = stage.simulator.videos;
			const list = await api.searchList(nodeOf(workflow, 'Get video'), {
				methodName: 'searchVideos',
				path: 'parameters.videoNo',
				filter: documented?.videoNo,
			});

			assert.deepEqual(
				list.results.map(({ value }) => value),
				[documented?.videoNo],
			);
		},
	},
	{
		name: 'Wait Until Parsed',
		binaryDataMode: 'filesystem',
		run: async (stage) => {
			const { api } = stage.n8n;
			const workflow = await stage.importUploadExample(await stage.credential(), {
				callbackUrl: '',
				options: { waitUntilParsed: true, checkInterval: 5 },
			});
			const before = stage.simulator.videos.length;
			const executionId = await api.startWorkflow(workflow.id, { triggerName: nodeNames.start });
			await until(async () => stage.simulator.videos.length > before);
			await stage.simulator.settle(newestVideo(stage).videoNo, 'PARSE');

			const { isParsed } = onlyOutputOf(await api.waitForExecution(executionId), nodeNames.upload);
			assert.equal(isParsed, true);
		},
	},
	{
		name: 'Wait node, resumed by the callback',
		binaryDataMode: 'filesystem',
		run: async (stage) => {
			const { api } = stage.n8n;
			const workflow = await api.importWorkflow(readExample('upload-and-resume.json'), {
				credentials: { memoriesAiApi: await stage.credential() },
			});
			await api.setParameters(workflow.id, nodeNames.read, { fileSelector: sampleVideoIn(stage.n8n) });
			const executionId = await api.startWorkflow(workflow.id, { triggerName: nodeNames.start });
			await until(async () => (await api.execution(executionId)).status === 'waiting');
			const { videoNo } = newestVideo(stage);
			await stage.simulator.settle(videoNo, 'PARSE');

			const { body } = onlyOutputOf(await api.waitForExecution(executionId), 'Video is ready');
			assert.deepEqual(body, { videoNo, status: 'PARSE' });
		},
	},
	{
		name: 'Loop that sleeps',
		binaryDataMode: 'filesystem',
		isSlow: true,
		run: async (stage) => {
			const { api } = stage.n8n;
			const workflow = await api.importWorkflow(readExample('upload-and-sleep.json'), {
				credentials: { memoriesAiApi: await stage.credential() },
			});
			await api.setParameters(workflow.id, 'Read videos', {
				fileSelector: await stage.file('sleeper.mp4', stage.sampleVideo),
			});
			await api.setParameters(workflow.id, 'Sleep', { amount: SHORTEST_SLEEP, unit: 'seconds' });
			const executionId = await api.startWorkflow(workflow.id, { triggerName: nodeNames.start });
			await until(async () => (await api.execution(executionId)).status === 'waiting');
			const videoNo = videoNamed(stage, 'sleeper.mp4');
			await stage.simulator.settle(videoNo, 'PARSE');

			const execution = await api.waitForExecution(executionId, 2 * SHORTEST_SLEEP * 1000);
			assert.equal(onlyOutputOf(execution, 'Video is ready').videoNo, videoNo);
		},
	},
	{
		name: 'Polling Trigger, each video once',
		binaryDataMode: 'filesystem',
		isSlow: true,
		run: async (stage) => {
			const { api } = stage.n8n;
			const workflow = await importPollingExample(stage.n8n, await stage.credential());
			await api.activate(workflow.id);
			const heard = async (videoNo: string) => {
				const polls = (await api.executions(workflow.id, { mode: 'trigger' })).map(({ id }) => id);
				const executions = await Promise.all(polls.map(async (id) => await api.execution(id)));
				const events = executions.flatMap((execution) => outputOf(execution, nodeNames.trigger));
				return events.filter((event) => event.videoNo === videoNo).length;
			};
			const videoNos: string[] = [];
			for (const name of ['polled-1.mp4', 'polled-2.mp4']) {
				await api.setParameters(workflow.id, nodeNames.read, {
					fileSelector: await stage.file(name, stage.sampleVideo),
				});
				await run(stage, workflow.id);
				const videoNo = videoNamed(stage, name);
				videoNos.push(videoNo);
				await stage.simulator.settle(videoNo, 'PARSE');
				await until(async () => (await heard(videoNo)) > 0, TWO_POLLS_MS);
			}

			// The poll that has brought the second one could have brought the first once more.
			assert.deepEqual(await Promise.all(videoNos.map(heard)), [1, 1]);
			await api.deactivate(workflow.id);
		},
	},
];

async function uploadArrivesWhole(stage: Stage): Promise<void> {
	const before = stage.simulator.videos.length;
	const workflow = await stage.importUploadExample(await stage.credential());
	const uploaded = onlyOutputOf(await run(stage, workflow.id), nodeNames.upload);

	assert.equal(stage.simulator.videos.length, before + 1);
	assert.equal(uploaded.videoNo, newestVideo(stage).videoNo);
	const received = stage.simulator.journal.findLast((entry) => entry.path.endsWith('/upload'));
	assert.equal(received?.file?.sha256, createHash('sha256').update(stage.sampleVideo).digest('hex'));
}

async function run({ n8n: { api } }: Stage, workflowId: string): Promise<Execution> {
	return await api.runWorkflow(workflowId, { triggerName: nodeNames.start });
}

/** The one item that a node returned, of an execution in which nothing failed. */
function onlyOutputOf(execution: Execution, nodeName: string): IDataObject {
	assert.equal(failureOf(execution), undefined);
	const items = outputOf(execution, nodeName);
	assert.equal(items.length, 1, `"${nodeName}" returned ${items.length} items`);
	return items[0] ?? {};
}

function newestVideo({ simulator }: Stage): Video {
	const video = simulator.videos.at(-1);
	assert.ok(video, 'The account has no video');
	return video;
}

function videoNamed({ simulator }: Stage, fileName: string): string {
	return simulator.videos.find((video) => video.fileName === fileName)?.videoNo ?? '';
}

async function until(isTrue: () => Promise<boolean>, timeoutMs = 60_000): Promise<void> {
	const deadline = Date.now() + timeoutMs;
	while (!(await isTrue())) {
		assert.ok(Date.now() < deadline, `It did not happen within ${timeoutMs / 1000} s`);
		await new Promise((resolve) => setTimeout(resolve, 200));
	}
}
