import type { DatalakeSwitches } from '../../simulator/datalake/switches';
import { DatalakeStage } from '../support/datalake';
import { hurry } from '../support/hurry';
import { inMemoryItem } from '../support/uploads';

const stage = DatalakeStage.forEachTest();

const upload = async (credential = {}) => await stage.run('upload', {}, [inMemoryItem()], { credential });

describe('an account', () => {
	test('is chosen by the key, or by API Version', async () => {
		expect((await upload()).items).toMatchObject([{ json: { apiVersion: 'datalake' } }]);
		expect((await upload({ apiVersion: 'datalake' })).items).toMatchObject([
			{ json: { apiVersion: 'datalake' } },
		]);
	});

	test('is found in the other place, and remembered there', async () => {
		await stage.restart({ servedBases: ['/datalake/v1'] });
		const runs = [await upload(), await upload()];

		expect(runs.map(({ status }) => status)).toEqual(['success', 'success']);
		expect(stage.datalake.requestsTo('getBalance')).toHaveLength(1);
	});

	test('whose server wants "Bearer" gets it', async () => {
		stage.datalake.switches.keyScheme = 'bearer';

		expect((await upload()).status).toBe('success');
		expect((await upload()).status).toBe('success');
	});

	test('with a wrong key: nothing but questions is sent', async () => {
		const run = await upload({ apiKey: 'sk-mai-wrong' });

		expect(run.error?.message).toBe('memories.ai does not accept the API key [Item 0]');
		expect(new Set(stage.requests())).toEqual(new Set(['GET /usage/balance']));
		expect(run.stored).not.toContain('sk-mai-wrong');
	});

	test('that no server has, in words', async () => {
		await stage.restart({ servedBases: [] });

		expect((await upload()).error?.message).toContain('does not offer the chosen version');
	});
});

test.each<Partial<DatalakeSwitches>>([
	{ keyScheme: 'either' },
	{ errorForm: 'flat' },
	{ retryAfterIn: 'body' },
	{ retryAfterIn: 'header' },
	{ retryAfterIn: 'nowhere' },
	{ acceptedStatus: 200 },
	{ uploadIdField: 'id' },
	{ newCollectionForm: 'nested' },
	{ listOrder: 'oldestFirst' },
	{ maxPageSize: 1 },
	{ tagsAtUpload: 'refused' },
	{ unknownMetadata: 'ignored' },
])('an upload to a server with %j', async (switches) => {
	hurry();
	Object.assign(stage.datalake.switches, switches);
	const limit = { kind: 'refusal', status: 429, code: 'rate_limited', retryAfterS: 0 } as const;
	stage.datalake.faults.next('uploadFile', limit);
	const run = await stage.run('upload', { additionalFields: { tags: 'a' } }, [inMemoryItem()]);

	expect(run.error).toBeUndefined();
	expect(stage.datalake.videos).toMatchObject([{ metadata: { tags: ['a'] } }]);
});

describe('the credential test', () => {
	const result = async (changes = {}) => await stage.engine.testCredential(stage.credential(changes));

	test('is content with a good key, in either place', async () => {
		expect(await result()).toMatchObject({ status: 'OK' });

		await stage.restart({ servedBases: ['/datalake/v1'] });
		expect(await result()).toMatchObject({ status: 'OK' });
	});

	test.each([
		['a wrong key', { apiKey: 'sk-mai-wrong' }, /does not accept the API key/],
		['a key with "Bearer"', { apiKey: 'Bearer sk-mai-simulator' }, /must not start with "Bearer"/],
		['no key', { apiKey: ' ' }, /'API Key' is empty/],
		['no address', { baseUrl: 'memories' }, /'Base URL' is not a web address/],
		['a server that is not there', { baseUrl: 'http://127.0.0.1:9' }, /memories.ai did not answer/],
	])('%s', async (_case, changes, message) => {
		expect(await result(changes)).toEqual({
			status: 'Error',
			message: expect.stringMatching(message) as string,
		});
	});

	test.each([0, -3])('a balance of %d', async (balanceUsd) => {
		await stage.restart({ balanceUsd });

		expect(await result()).toEqual({
			status: 'Error',
			message: expect.stringMatching(/no money left/) as string,
		});
	});

	test('a key without the right', async () => {
		stage.datalake.faults.next('getBalance', { kind: 'refusal', status: 403, code: 'forbidden' });

		expect(await result()).toEqual({
			status: 'Error',
			message: expect.stringMatching(/The API key may not do this/) as string,
		});
	});

	test.each(['v1.1', 'v1.2', 'auto'] as const)('a key of v1.x (%s)', async (apiVersion) => {
		expect(await result({ apiKey: 'sk-simulator', apiVersion })).toMatchObject({ status: 'OK' });
	});
});

test('the webhook trigger says on activation that no callbacks come, and what to use', async () => {
	const { context, methods } = stage.engine.triggerHooks(stage.credential());

	expect(await methods?.checkExists.call(context)).toBe(false);
	await expect(methods?.create.call(context)).rejects.toMatchObject({
		message: expect.stringContaining('does not document callbacks') as string,
		description: expect.stringMatching(/Polling Trigger.*'Wait Until Parsed'/) as string,
	});
});
