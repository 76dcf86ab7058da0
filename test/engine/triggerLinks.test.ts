import { parsedVideoNo } from './support/videos';
import { callTrigger, signedQuery, requestsOf } from './support/callbacks';
import { FixedCredentials } from './support/credentialsHelper';
import { triggerUrl } from './support/engine';
import { Stage } from './support/stage';
import { credentialFor, storedItem, uploadParameters, uploadsOf } from './support/uploads';

const DAY_MS = 24 * 60 * 60_000;

const stage = Stage.forEachTest();

/** Uploads a video by the node and gives the callback URL that memories.ai got, from its `?` on. */
async function uploadedWith(additionalFields: object, query = ''): Promise<{ sent: string; query: string }> {
	const parameters = uploadParameters({
		callbackUrl: triggerUrl + query,
		additionalFields: { ...additionalFields },
	});
	await stage.engine.runNode(parameters, [await storedItem(stage.engine)], credentialFor(stage.simulator));
	const fields = uploadsOf(stage.simulator).at(-1)?.fields ?? [];
	const sent = fields.find(([name]) => name === 'callback')?.[1] ?? '';
	return { sent, query: sent.slice(triggerUrl.length) };
}

const encodedAgain = (query: string) => query.replaceAll('%', '%25').replaceAll('=', '%3D');

describe.each(['Zoë / Müller & Söhne', 'a+b c', 'order 4711', '视频 🎬', ''])(
	'the reference %j',
	(reference) => {
		test.each<[string, (query: string) => string]>([
			['as it was signed', (query) => query],
			['encoded a second time', encodedAgain],
			['encoded a third time', (query) => encodedAgain(encodedAgain(query))],
			['with ?status= behind it', (query) => `${query}?status=PARSE`],
			['with &status= behind it', (query) => `${query}&status=PARSE`],
			['with &amp; for &', (query) => `${query.replaceAll('&', '&amp;')}&amp;status=PARSE`],
			['doubled by a comma', (query) => `${query},${query.slice(1)}`],
		])('comes back from a link %s', async (_case, change) => {
			const { query } = await uploadedWith({ reference }, '?a%20b=1,2&c=d');
			const body = { videoNo: 'VI1', status: 'PARSE' };
			const result = await callTrigger(stage, { callbackCheck: 'signed' }, body, { query: change(query) });

			expect(result.items).toEqual([expect.objectContaining({ verified: 'signature' })]);
			expect(result.items[0]?.reference ?? '').toBe(reference);
		});
	},
);

test('what the Callback URL already has is sent as it stands', async () => {
	const { sent } = await uploadedWith({ reference: 'a' }, '?a%20b=1,2&c=%7e+x');

	expect(sent.startsWith(`${triggerUrl}?a%20b=1,2&c=%7e+x&mai=`)).toBe(true);
});

test('a reference that makes the link too long is refused before anything is sent, with the length that fits', async () => {
	const run = await stage.engine.runNode(
		uploadParameters({ callbackUrl: triggerUrl, additionalFields: { reference: 'x'.repeat(300) } }),
		[await storedItem(stage.engine)],
		credentialFor(stage.simulator),
	);

	expect(run.error?.message).toMatch(/^'Callback URL' is \d+ characters long/);
	expect(run.error?.description).toMatch(/Shorten 'Reference' to \d+ characters/);
	expect(stage.simulator.journal).toEqual([]);
});

test('a link that memories.ai repeats in a long message is in no error, and the message is cut', async () => {
	let link = '';
	stage.simulator.faults.next('upload', {
		kind: 'alteredAnswer',
		alter: () => {
			link = stage.simulator.journal.at(-1)?.fields.find(([name]) => name === 'callback')?.[1] ?? '';
			const msg = `cannot call ${encodeURIComponent(link)} or ${link}: ${'x'.repeat(100_000)}`;
			return JSON.stringify({ code: '0003', msg, data: null });
		},
	});
	const run = await stage.engine.runNode(
		uploadParameters({ callbackUrl: triggerUrl }),
		[await storedItem(stage.engine)],
		credentialFor(stage.simulator),
	);
	const token = link.split('mai=')[1] ?? '';

	expect(token.length).toBeGreaterThan(30);
	expect(run.error?.description).toContain('cannot call');
	expect(run.stored).not.toContain(token);
	expect(run.stored.length).toBeLessThan(20_000);
});

test('what an unsigned call says of a reference is not passed on', async () => {
	const videoNo = await parsedVideoNo(stage.simulator, {});
	const query = '?mai_ref=order-1&reference=order-1&mai=order-1';
	const body = { videoNo, status: 'PARSE', reference: 'order-1' };
	const result = await callTrigger(stage, {}, body, { query });

	expect(result.items).toEqual([expect.objectContaining({ verified: 'api' })]);
	expect(result.items[0]).not.toHaveProperty('reference');
});

test('a link vouches for one video, whatever its statuses; of another it is an unsigned call', async () => {
	const { query } = await uploadedWith({ reference: 'order-1' });
	const other = await parsedVideoNo(stage.simulator, {});
	const call = async (callbackCheck: string, videoNo: string, status: string) =>
		await callTrigger(stage, { callbackCheck }, { videoNo, status }, { query });

	for (const status of ['UNPARSE', 'PARSE', 'PARSE', 'FAIL']) {
		expect((await call('signed', 'VI1', status)).items).toEqual([
			expect.objectContaining({ verified: 'signature', status, reference: 'order-1' }),
		]);
	}
	expect(await call('signed', other, 'PARSE')).toMatchObject({ status: 403, items: [] });
	expect(await call('signedOrConfirmed', 'VI2', 'FAIL')).toMatchObject({ status: 403, items: [] });
	const [event] = (await call('signedOrConfirmed', other, 'FAIL')).items;
	expect(event).toMatchObject({ verified: 'api', status: 'PARSE' });
	expect(event).not.toHaveProperty('reference');
});

test('the link of an import task vouches for the task and what comes with its id', async () => {
	const query = signedQuery({ kind: 'importTask', reference: 'import-1' });
	const call = async (body: object) => await callTrigger(stage, { callbackCheck: 'signed' }, body, { query });

	for (const body of [
		{ taskId: 'task_1', status: 'SUCCEEDED' },
		{ taskId: 'task_1', videoNo: 'VI1', status: 'INDEXING_SUCCEEDED' },
	]) {
		expect((await call(body)).items).toEqual([
			expect.objectContaining({ verified: 'signature', reference: 'import-1' }),
		]);
	}
	expect(await call({ taskId: 'task_2', status: 'SUCCEEDED' })).toMatchObject({ status: 403 });
	expect(await call({ videoNo: 'VI1', status: 'PARSE' })).toMatchObject({ status: 403 });
});

describe('a link counts for', () => {
	afterEach(() => jest.restoreAllMocks());

	test.each([
		['30 days', {}, 29.9, 200],
		['no longer', {}, 30.1, 403],
		['as long as Links Are Good For says', { linksGoodFor: 60 }, 59, 200],
		['no longer than it says', { linksGoodFor: '1' }, 1.1, 403],
	])('%s', async (_case, eventOptions, days, status) => {
		const query = signedQuery();
		const now = Date.now();
		jest.spyOn(Date, 'now').mockReturnValue(now + days * DAY_MS);
		const parameters = { callbackCheck: 'signed', eventOptions };
		const result = await callTrigger(stage, parameters, { videoNo: 'VI1', status: 'PARSE' }, { query });

		expect(result.status).toBe(status);
	});
});

test('after a change of the API key, calls to old links count as unsigned', async () => {
	await stage.restartSimulator({ apiKeys: ['sk-simulator', 'sk-new'] });
	const videoNo = await parsedVideoNo(stage.simulator, {});
	const body = { videoNo, status: 'PARSE' };
	const query = signedQuery({ reference: 'order-1' });
	const credential = { apiKey: 'sk-new' };

	expect(await callTrigger(stage, { callbackCheck: 'signed' }, body, { query, credential })).toMatchObject({
		status: 403,
	});
	const { items } = await callTrigger(stage, {}, body, { query, credential });
	expect(items).toEqual([expect.objectContaining({ verified: 'api' })]);
	expect(items[0]).not.toHaveProperty('reference');
});

test('forged links in quick succession cost one look at the credential', async () => {
	const decrypted = jest.spyOn(FixedCredentials.prototype, 'getDecrypted');
	const body = { videoNo: 'VI1', status: 'PARSE' };
	const call = async (query: string) =>
		await callTrigger(stage, { callbackCheck: 'signed' }, body, { query });
	const forged = `?mai=${'A'.repeat(60)}`;
	await Promise.all(Array.from({ length: 10 }, async () => await call(forged)));
	for (let calls = 0; calls < 10; calls++) await call(forged);
	expect(decrypted).toHaveBeenCalledTimes(1);

	// Nor does a genuine one need another.
	expect((await call(signedQuery())).status).toBe(200);
	expect(decrypted).toHaveBeenCalledTimes(1);
	decrypted.mockRestore();
});

test('a credential that could not be read is read again', async () => {
	const decrypted = jest.spyOn(FixedCredentials.prototype, 'getDecrypted');
	decrypted.mockRejectedValueOnce(new Error('the database is locked'));
	jest.spyOn(stage.engine.logger, 'error').mockImplementationOnce(() => undefined);
	const body = { videoNo: 'VI1', status: 'PARSE' };
	const call = async () =>
		await callTrigger(stage, { callbackCheck: 'signed' }, body, { query: signedQuery() });

	expect((await call()).status).toBe(503);
	expect((await call()).status).toBe(200);
	decrypted.mockRestore();
});

describe('a forged link is an unsigned call:', () => {
	const query = signedQuery({ reference: 'order-1' });
	test.each([
		['made up', `?mai=${'A'.repeat(60)}`],
		['cut', query.slice(0, -1)],
		['changed', query.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))],
		['of another key', signedQuery({ apiKey: 'sk-other' })],
	])('%s', async (_case, forged) => {
		const body = { videoNo: 'VI1', status: 'PARSE' };
		const signed = await callTrigger(stage, { callbackCheck: 'signed' }, body, { query: forged });
		const any = await callTrigger(stage, { callbackCheck: 'any' }, body, { query: forged });

		expect(signed).toMatchObject({ status: 403, items: [] });
		expect(any.items).toEqual([expect.objectContaining({ verified: 'none' })]);
		expect(requestsOf(stage.simulator)).toEqual([]);
	});
});
