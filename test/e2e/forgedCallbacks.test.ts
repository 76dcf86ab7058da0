import { request } from 'undici';
import { nodeNames, Stage } from './support/stage';

const REQUESTS_OF_EACH_KIND = 1000;
const AT_ONCE = 25;

/** n8n takes about 30 ms for a webhook request of any kind, on one core. */
const TIMEOUT_MS = 600_000;

let stage: Stage;
let workflowId: string;
let url: string;

beforeAll(async () => {
	stage = await Stage.open('filesystem');
	const { api } = stage.n8n;
	const workflow = await stage.importUploadExample(await stage.credential());
	workflowId = workflow.id;
	await api.activate(workflowId);
	url = await api.webhookUrl(workflowId, nodeNames.trigger);
});
afterAll(async () => {
	await stage.close();
});

const forgery = JSON.stringify({ videoNo: 'VI999999999999999999', status: 'PARSE' });

test.each([
	['no JSON', '', 'not json', 400],
	['JSON of something else', '', '{"hello":"world"}', 400],
	['a forged signature', `?mai_ref=a&mai_sig=${'A'.repeat(43)}`, forgery, 403],
	['a video that is not in the account', '', forgery, 403],
])(
	'many requests with %s leave no execution and no line of error',
	async (_case, query, body, status) => {
		const printedBefore = stage.n8n.logs().length;
		const answered = new Map<number, number>();
		let begun = 0;
		const sender = async () => {
			while (begun++ < REQUESTS_OF_EACH_KIND) {
				const answer = await request(`${url}${query}`, {
					method: 'POST',
					headers: { 'content-type': 'application/json' },
					body,
				});
				await answer.body.dump();
				answered.set(answer.statusCode, (answered.get(answer.statusCode) ?? 0) + 1);
			}
		};
		await Promise.all(Array.from({ length: AT_ONCE }, sender));

		expect(Object.fromEntries(answered)).toEqual({ [status]: REQUESTS_OF_EACH_KIND });
		expect(await stage.n8n.api.executions(workflowId)).toEqual([]);
		const printed = stage.n8n.logs().slice(printedBefore);
		expect(printed).not.toMatch(/error/i);
		expect(printed).not.toContain('sk-simulator');
		expect(printed).not.toContain('mai_sig');
	},
	TIMEOUT_MS,
);

/** What n8n refuses by itself, with 422 or 500 and a line of error, for every trigger that lets it read the body. */
test.each([
	['in ISO-8859-1', { 'content-type': 'text/plain;charset=ISO-8859-1' }, forgery, 403],
	['in GB18030', { 'content-type': 'application/json;charset=GB18030' }, forgery, 403],
	[
		'with broken compression',
		{ 'content-type': 'application/json', 'content-encoding': 'gzip' },
		forgery,
		400,
	],
	['with broken XML', { 'content-type': 'application/xml' }, '<a', 400],
])('the trigger itself reads and answers a body %s', async (_case, headers, body, status) => {
	const printedBefore = stage.n8n.logs().length;

	const answer = await request(url, { method: 'POST', headers, body });

	expect(await answer.body.json()).toEqual({ message: expect.any(String) as string });
	expect(answer.statusCode).toBe(status);
	expect(stage.n8n.logs().slice(printedBefore)).not.toMatch(/error/i);
});
