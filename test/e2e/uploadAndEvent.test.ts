import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { request } from 'undici';
import { failureOf, outputOf } from '../n8n/execution';
import type { StoredCredential } from '../n8n/n8nApi';
import { projectFolder } from '../n8n/packProject';
import { startSimulator } from '../simulator/simulator';
import { nodeNames, Stage } from './support/stage';

const sample = readFileSync(path.join(projectFolder, 'test/fixtures/sample.mp4'));
const sampleSha256 = createHash('sha256').update(sample).digest('hex');

let stage: Stage;
let credential: StoredCredential;

beforeAll(async () => {
	stage = await Stage.open();
	credential = await stage.credential();
});
afterAll(async () => {
	await stage.close();
});

async function run(workflowId: string) {
	return await stage.n8n.api.runWorkflow(workflowId, { triggerName: nodeNames.start });
}

describe('the package in n8n', () => {
	test('offers the three nodes and the tool for agents, with icons for both themes', async () => {
		const own = (await stage.n8n.api.nodeTypes()).filter(({ name }) =>
			name.startsWith('n8n-nodes-memories-ai.'),
		);

		expect(own.map(({ name }) => name).sort()).toEqual([
			'n8n-nodes-memories-ai.memoriesAi',
			'n8n-nodes-memories-ai.memoriesAiPollingTrigger',
			'n8n-nodes-memories-ai.memoriesAiTool',
			'n8n-nodes-memories-ai.memoriesAiTrigger',
		]);
		for (const { iconUrl } of own) {
			const { light, dark } = iconUrl as { light: string; dark: string };
			for (const url of [light, dark]) {
				expect((await stage.n8n.api.get(`/${url}`)).body.toString()).toMatch(/^<svg /);
			}
		}
	});
});

describe("the credential's test", () => {
	test.each(['auto', 'v1.1', 'v1.2'])('is green for a good key with %s', async (apiVersion) => {
		const { id } = await stage.credential({ apiVersion });

		expect(await stage.n8n.api.testCredential(id)).toMatchObject({ status: 'OK' });
	});

	test.each([
		['a wrong key', { apiKey: 'sk-wrong' }, /does not accept the API key/],
		['a key with "Bearer"', { apiKey: 'Bearer sk-simulator' }, /must not start with "Bearer"/],
	])('%s', async (_case, changes, message) => {
		const { id } = await stage.credential(changes);

		expect(await stage.n8n.api.testCredential(id)).toEqual({
			status: 'Error',
			message: expect.stringMatching(message) as string,
		});
	});

	test.each([
		['0401', /does not accept the API key/],
		['9009', /does not accept the API key/],
		['0402', /has no credits left/],
		['0403', /account is disabled/],
		['0429', /request limit/],
	])('code %s', async (code, message) => {
		stage.simulator.faults.next('list_videos', { kind: 'envelope', code, msg: 'no' });

		expect(await stage.n8n.api.testCredential(credential.id)).toEqual({
			status: 'Error',
			message: expect.stringMatching(message) as string,
		});
	});

	test.each(['spring404', 'envelope0001'] as const)(
		'a server without the chosen version says which one to choose (%s)',
		async (unknownPathAnswer) => {
			const v11Only = await startSimulator({ servedVersions: ['v1.1'], unknownPathAnswer });
			const { id } = await stage.credential({ baseUrl: v11Only.url, apiVersion: 'v1.2' });
			const result = await stage.n8n.api.testCredential(id);
			await v11Only.close();

			expect(result).toEqual({
				status: 'Error',
				message: expect.stringContaining('set API Version to "v1.1"') as string,
			});
		},
	);

	test('a web page in place of the API', async () => {
		stage.simulator.faults.next('list_videos', { kind: 'http', status: 200, body: '<html>Welcome</html>' });

		expect(await stage.n8n.api.testCredential(credential.id)).toEqual({
			status: 'Error',
			message: expect.stringContaining('does not come from the memories.ai API') as string,
		});
	});
});

describe('from file to event', () => {
	test.each([
		['auto', '/serve/api/v1/upload', 'v1.2'],
		['v1.2', '/serve/api/v1/upload', 'v1.2'],
		['v1.1', '/serve/api/video/upload', 'v1.1'],
	])('with %s', async (apiVersion, uploadPath, usedVersion) => {
		const { api } = stage.n8n;
		const workflow = await stage.importUploadExample(await stage.credential({ apiVersion }));
		await api.activate(workflow.id);
		const upload = await run(workflow.id);

		expect(failureOf(upload)).toBeUndefined();
		const video = stage.simulator.videos.at(-1);
		expect(outputOf(upload, nodeNames.upload)).toEqual([
			expect.objectContaining({
				videoNo: video?.videoNo,
				videoStatus: 'UNPARSE',
				fileName: 'sample.mp4',
				mimeType: 'video/mp4',
				fileSize: sample.byteLength,
				reference: 'sample.mp4',
				apiVersion: usedVersion,
			}),
		]);
		const received = stage.simulator.journal.findLast((entry) => entry.path.endsWith('/upload'));
		expect(received).toMatchObject({
			path: uploadPath,
			headers: { authorization: 'sk-simulator' },
			fields: [['callback', expect.stringContaining('/memories-ai?mai=')]],
			file: { fileName: 'sample.mp4', mimeType: 'video/mp4', sha256: sampleSha256 },
		});
		expect(received?.contentLength).toBe(received?.receivedBytes);

		await stage.simulator.settle(video?.videoNo ?? '', 'PARSE');
		const [event, ...others] = await api.waitForExecutions(workflow.id, 1, { mode: 'webhook' });
		expect(others).toEqual([]);
		expect(event && outputOf(event, nodeNames.trigger)).toEqual([
			expect.objectContaining({
				event: 'video.parsed',
				videoNo: video?.videoNo,
				status: 'PARSE',
				reference: 'sample.mp4',
				verified: 'signature',
			}),
		]);
		await api.deactivate(workflow.id);
	});
});

describe('the execution says what is wrong, and with which item', () => {
	test.each([
		[
			'a wrong key',
			{ apiKey: 'sk-wrong' },
			/^Upload video: memories.ai does not accept the API key \[Item 0\]/,
		],
		['an empty key', { apiKey: '' }, /^Upload video: The credential's 'API Key' is empty/],
	])('%s', async (_case, changes, message) => {
		const uploads = stage.simulator.videos.length;
		const workflow = await stage.importUploadExample(await stage.credential(changes));

		expect(failureOf(await run(workflow.id))).toMatch(message);
		expect(stage.simulator.videos).toHaveLength(uploads);
	});

	test.each([
		['an empty file', 'empty.mp4', '', {}, /'empty.mp4' is empty \[Item 0\]/],
		['a text file', 'notes.txt', 'hello', {}, /'notes.txt' contains text, not a video \[Item 0\]/],
		['a missing field', 'a.mp4', sample, { binaryPropertyName: 'video' }, /no file in 'video' \[Item 0\]/],
	])('%s, before anything is sent', async (_case, fileName, content, parameters, message) => {
		const workflow = await stage.importUploadExample(credential, parameters);
		await stage.n8n.api.setParameters(workflow.id, nodeNames.read, {
			fileSelector: await stage.file(fileName, content),
		});
		const requests = stage.simulator.journal.length;

		expect(failureOf(await run(workflow.id))).toMatch(message);
		expect(stage.simulator.journal).toHaveLength(requests);
	});

	test.each([
		[
			'0402',
			{ kind: 'envelope', code: '0402', msg: 'Not enough points' } as const,
			/has no credits left \[Item 0\]/,
		],
		[
			'an HTML page',
			{ kind: 'http', status: 413, body: '<h1>Request Entity Too Large</h1>' } as const,
			/finds the video too large \[Item 0\]/,
		],
	])('%s', async (_case, fault, message) => {
		const workflow = await stage.importUploadExample(credential, { options: { maxRetries: 0 } });
		stage.simulator.faults.next('upload', fault);

		expect(failureOf(await run(workflow.id))).toMatch(message);
	});

	test('cut-off JSON, when the account cannot be searched for the video either', async () => {
		const workflow = await stage.importUploadExample(credential);
		await stage.n8n.api.setParameters(workflow.id, nodeNames.read, {
			fileSelector: await stage.file('unconfirmed.mp4', sample),
		});
		stage.simulator.faults.next('upload', { kind: 'truncatedJson' });
		// For a reason that lasts: otherwise it is searched for two minutes.
		stage.simulator.faults.next('list_videos', { kind: 'envelope', code: '0403', msg: 'off' });

		expect(failureOf(await run(workflow.id))).toMatch(/did not confirm it \[Item 0\]/);
	});
});

describe('a faulty upload ends with one video', () => {
	test.each([
		['a drop after the body', { kind: 'dropAfterBody', createVideo: true } as const, 1, true],
		['cut-off JSON', { kind: 'truncatedJson' } as const, 1, true],
		['a drop in mid-body', { kind: 'dropMidBody', afterBytes: 10_000 } as const, 2, undefined],
		['429', { kind: 'http', status: 429, headers: { 'retry-after': '1' } } as const, 2, undefined],
	])('%s', async (_case, fault, uploads, recovered) => {
		const workflow = await stage.importUploadExample(credential);
		const videosBefore = stage.simulator.videos.length;
		const requestsBefore = stage.simulator.journal.length;
		stage.simulator.faults.next('upload', fault);
		const execution = await run(workflow.id);

		expect(failureOf(execution)).toBeUndefined();
		expect(stage.simulator.videos).toHaveLength(videosBefore + 1);
		const requests = stage.simulator.journal.slice(requestsBefore);
		expect(requests.filter(({ path: requestPath }) => requestPath.endsWith('/upload'))).toHaveLength(uploads);
		expect(outputOf(execution, nodeNames.upload)[0]).toMatchObject({
			videoNo: stage.simulator.videos.at(-1)?.videoNo,
			...(recovered ? { recovered } : {}),
		});
	});
});

describe('the trigger', () => {
	let workflowId: string;
	let url: string;

	beforeAll(async () => {
		const { api } = stage.n8n;
		const workflow = await stage.importUploadExample(credential);
		workflowId = workflow.id;
		await api.activate(workflowId);
		url = await api.webhookUrl(workflowId, nodeNames.trigger);
	});

	const post = async (body: string, contentType: string | undefined) => {
		const answer = await request(url, {
			method: 'POST',
			body,
			headers: contentType === undefined ? {} : { 'content-type': contentType },
		});
		return { status: answer.statusCode, body: await answer.body.text() };
	};

	test.each(['application/json', 'text/plain', undefined])(
		'answers 400 to junk sent as %s, and no execution is stored',
		async (contentType) => {
			for (const junk of ['not json', '{}', '[]', '']) {
				expect(await post(junk, contentType)).toEqual({
					status: 400,
					body: expect.stringMatching(/^\{"code":400,"msg":".+","data":null\}$/) as string,
				});
			}
			expect(await stage.n8n.api.executions(workflowId)).toEqual([]);
		},
	);

	test('answers 403 for a video that is not in the account, and no execution is stored', async () => {
		const answer = await post('{"videoNo":"VI999999999999999999","status":"PARSE"}', 'application/json');

		expect(answer.status).toBe(403);
		expect(await stage.n8n.api.executions(workflowId)).toEqual([]);
	});

	test.each([
		[
			'v1.1',
			'{"videoNo":"mavi_video_554046065381212160","clientId":"d7a7427b502df6c8e31de003675b7b77","status":"PARSE"}',
		],
		['v1.2', '{"videoNo":"VI554046065381212160","status":"PARSE"}'],
	])('makes one execution of the documented payload of %s', async (_version, payload) => {
		const before = (await stage.n8n.api.executions(workflowId)).length;
		const answer = await post(payload, 'application/json');
		const executions = await stage.n8n.api.waitForExecutions(workflowId, before + 1);

		expect(answer).toEqual({ status: 200, body: '{"code":0,"msg":"success","data":null}' });
		expect(executions).toHaveLength(before + 1);
		const newest = executions.at(-1);
		expect(newest && outputOf(newest, nodeNames.trigger)).toEqual([
			expect.objectContaining({
				...(JSON.parse(payload) as object),
				event: 'video.parsed',
				verified: 'api',
			}),
		]);
	});

	test('"Listen for test event" shows any call', async () => {
		const testUrl = await stage.n8n.api.listenForTestEvent(workflowId, nodeNames.trigger);
		const answer = await request(testUrl, { method: 'POST', body: '{"videoNo":"VI1","status":"PARSE"}' });
		await answer.body.dump();
		const executions = await stage.n8n.api.waitForExecutions(workflowId, 1, { mode: 'manual' });

		expect(executions.map((execution) => outputOf(execution, nodeNames.trigger))).toEqual([
			[expect.objectContaining({ videoNo: 'VI1', verified: 'none' })],
		]);
	});
});

test('neither key nor signature is in what n8n has printed', () => {
	expect(stage.n8n.logs()).not.toContain('sk-simulator');
	expect(stage.n8n.logs()).not.toContain('mai=');
});
