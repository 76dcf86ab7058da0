import { request } from 'undici';
import { prepareCallback } from '../../nodes/MemoriesAi/callback/callbackUrl';
import { signedQuery } from '../engine/support/callbacks';
import { outputOf } from '../n8n/execution';
import { defaultApiKey } from '../simulator/simulator';
import { forgery, sendAsStrangers, strangersKinds } from '../simulator/strangers';
import { volume } from '../volume';
import { nodeNames, Stage } from './support/stage';

const CALLS = volume(400, 4_000);
const AT_ONCE = 25;

/** n8n takes about 30 ms for a webhook request of any kind, on one core. */
const TIMEOUT_MS = 600_000;

let stage: Stage;
let workflowId: string;
let url: string;
let leakedLink: string;

beforeAll(async () => {
	stage = await Stage.open();
	const { api } = stage.n8n;
	const workflow = await stage.importUploadExample(await stage.credential({ apiVersion: 'auto' }));
	workflowId = workflow.id;
	await api.activate(workflowId);
	url = await api.webhookUrl(workflowId, nodeNames.trigger);
	const upload = { kind: 'upload', reference: 'order-1', uniqueId: '' } as const;
	leakedLink = prepareCallback({
		...upload,
		url,
		apiKey: defaultApiKey,
		apiBaseUrl: stage.simulator.url,
	}).url;
});
afterAll(async () => {
	await stage.close();
});

const madeUp = forgery('VI999999999999999999');
const json = { 'content-type': 'application/json' };

test.each(strangersKinds.map((kind) => [kind.kind, (kind.percent * CALLS) / 100, kind] as const))(
	'%s: %d calls leave no execution and no line of error',
	async (_kind, calls, kind) => {
		const printedBefore = stage.n8n.logs().length;
		const answered = await sendAsStrangers({ url, leakedLink }, kind, { calls, atOnce: AT_ONCE });

		expect(answered).toEqual({ [kind.status]: calls });
		expect(await stage.n8n.api.executions(workflowId)).toEqual([]);
		const printed = stage.n8n.logs().slice(printedBefore);
		expect(printed).not.toMatch(/error/i);
		expect(printed).not.toContain('sk-simulator');
		expect(printed).not.toContain('mai=');
	},
	TIMEOUT_MS,
);

test('all of them together cost memories.ai fewer than 20 requests', () => {
	expect(stage.simulator.journal.length).toBeGreaterThan(0);
	expect(stage.simulator.journal.length).toBeLessThan(20);
});

/** What n8n refuses by itself, with 422 or 500 and a line of error, for every trigger that lets it read the body. */
test.each([
	['in ISO-8859-1', { 'content-type': 'text/plain;charset=ISO-8859-1' }, madeUp, 403],
	['in GB18030', { 'content-type': 'application/json;charset=GB18030' }, madeUp, 403],
	['with broken compression', { ...json, 'content-encoding': 'gzip' }, madeUp, 400],
	['with broken XML', { 'content-type': 'application/xml' }, '<a', 400],
])('the trigger itself reads and answers a body %s', async (_case, headers, body, status) => {
	const printedBefore = stage.n8n.logs().length;

	const answer = await request(url, { method: 'POST', headers, body });

	expect(await answer.body.json()).toEqual({ code: status, msg: expect.any(String) as string, data: null });
	expect(answer.statusCode).toBe(status);
	expect(stage.n8n.logs().slice(printedBefore)).not.toMatch(/error/i);
});

describe('a look with a browser', () => {
	const look = async (address: string) => {
		const answer = await request(address, { method: 'GET' });
		return { status: answer.statusCode, allow: answer.headers.allow, body: await answer.body.json() };
	};
	const told = {
		status: 405,
		allow: 'POST',
		body: { code: 405, msg: expect.stringContaining('POST') as string, data: null },
	};

	test('tells that the trigger is reached, and no longer once it is off', async () => {
		const { api } = stage.n8n;
		expect(await look(url)).toEqual(told);
		await api.deactivate(workflowId);
		expect(await look(url)).toMatchObject({ status: 404 });
		await api.activate(workflowId);
		expect(await look(url)).toEqual(told);
		expect(await api.executions(workflowId)).toEqual([]);
	});

	test('leaves a test run waiting for its call, which ends it for both methods', async () => {
		const { api } = stage.n8n;
		const testUrl = await api.listenForTestEvent(workflowId, nodeNames.trigger);
		expect(await look(testUrl)).toEqual(told);
		expect(await look(testUrl)).toEqual(told);
		const query = signedQuery({ reference: 'order-1' });
		const answer = await request(`${testUrl}${query}`, { method: 'POST', body: madeUp });

		expect(await answer.body.json()).toEqual({ code: 0, msg: 'success', data: null });
		expect(await look(testUrl)).toMatchObject({ status: 404 });
		const [execution] = await api.waitForExecutions(workflowId, 1, { mode: 'manual' });
		expect(execution && outputOf(execution, nodeNames.trigger)).toEqual([
			expect.objectContaining({ event: 'video.parsed', verified: 'none' }),
		]);
	});
});
