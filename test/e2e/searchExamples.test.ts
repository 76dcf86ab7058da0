import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import type { INodeParameters } from 'n8n-workflow';
import { failureOf, outputOf } from '../n8n/execution';
import type { WorkflowJson } from '../n8n/workflow';
import { defaultDatalakeKey } from '../simulator/datalake/keys';
import { uploadedVideoNo } from '../simulator/testClient';
import { nodeNames, readExample, Stage } from './support/stage';
import { until } from './support/until';

let stage: Stage;

beforeAll(async () => {
	stage = await Stage.open();
});
afterAll(async () => {
	await stage.close();
});

test('a phrase becomes a clip of each place where it is said', async () => {
	const { api, filesFolder } = stage.n8n;
	const memoriesAiApi = await stage.credential({ apiKey: defaultDatalakeKey });
	const upload = await stage.importUploadExample(memoriesAiApi, { callbackUrl: '' });
	expect(failureOf(await api.runWorkflow(upload.id, { triggerName: nodeNames.start }))).toBeUndefined();
	stage.simulator.datalake.settle(stage.simulator.datalake.videos.at(-1)?.id ?? '', 'ready');
	const { id } = await api.importWorkflow(readExample('phrase-to-clips.json'), {
		credentials: { memoriesAiApi },
	});
	await api.setParameters(id, 'Save the clip', {
		fileName: `=${path.join(filesFolder, '{{ $json.fileName }}')}`,
	});
	const run = await api.runWorkflow(id, { triggerName: nodeNames.start });

	expect(failureOf(run)).toBeUndefined();
	const places = outputOf(run, 'Find where it is said');
	const clips = outputOf(run, 'Cut the clip');
	expect(places.length).toBeGreaterThan(0);
	expect(clips.map(({ videoNo, endTime }) => [videoNo, endTime])).toEqual(
		places.map(({ videoNo, endTime }) => [videoNo, (endTime as number) + 1]),
	);
	for (const { fileName, fileSize } of clips) {
		expect(readFileSync(path.join(filesFolder, fileName as string))).toHaveLength(fileSize as number);
	}
});

describe('a question from Slack', () => {
	const trigger = 'When somebody asks';
	let slack: Server;
	let answers: unknown[];
	let workflowId: string;

	beforeAll(async () => {
		answers = [];
		slack = createServer((request, response) => {
			void text(request).then((body) => {
				answers.push(JSON.parse(body));
				response.end('ok');
			});
		}).listen(0, '127.0.0.1');
		await once(slack, 'listening');
		await stage.simulator.settle(
			await uploadedVideoNo(stage.simulator, { fileName: 'workshop.mp4' }),
			'PARSE',
		);
		const example = readExample('library-question-in-slack.json');
		const { id } = await stage.n8n.api.importWorkflow(example, {
			credentials: { memoriesAiApi: await stage.credential() },
		});
		workflowId = id;
		await stage.n8n.api.setParameters(id, 'Is it from Slack?', {
			conditions: withSlack(example, 'the-token', slackUrl()),
		});
		await stage.n8n.api.activate(id);
	});
	afterAll(() => {
		slack.close();
	});

	const slackUrl = () => `http://127.0.0.1:${(slack.address() as AddressInfo).port}/`;

	/** Calls as Slack does for a slash command. */
	async function ask(token: string) {
		const body = new URLSearchParams({
			token,
			command: '/videos',
			text: 'What is built?',
			response_url: `${slackUrl()}commands/1`,
		});
		return await fetch(await stage.n8n.api.webhookUrl(workflowId, trigger), { method: 'POST', body });
	}

	test('is answered at once, and then with the places that the answer rests on', async () => {
		const response = await ask('the-token');

		expect(await response.text()).toBe('Looking through all videos…');
		await until(async () => answers.length > 0);
		expect(answers).toEqual([
			{
				response_type: 'in_channel',
				text: expect.stringMatching(/^\*What is built\?\*\n.*chair.*\n• .+, \d+:\d\d/s) as string,
			},
		]);
	});

	test('with another token costs nothing', async () => {
		const before = await stage.n8n.api.countExecutions(workflowId);
		await ask('a-guess');
		const run = (await stage.n8n.api.waitForExecutions(workflowId, before + 1)).at(-1);

		expect(run && Object.keys(run.data.resultData.runData)).toEqual([trigger, 'Is it from Slack?']);
	});
});

/** The conditions of the example, for what stands in for Slack. */
function withSlack({ nodes }: WorkflowJson, token: string, url: string): INodeParameters {
	const check = nodes.find(({ name }) => name === 'Is it from Slack?')?.parameters.conditions;
	const text = JSON.stringify(check)
		.replace('your-verification-token', token)
		.replace('https://hooks.slack.com/', url);
	return JSON.parse(text) as INodeParameters;
}
