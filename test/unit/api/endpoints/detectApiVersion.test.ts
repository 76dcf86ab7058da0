import { ApiFailure } from '../../../../nodes/MemoriesAi/api/ApiFailure';
import { detectApiVersion } from '../../../../nodes/MemoriesAi/api/endpoints/detectApiVersion';
import { detectedVersions } from '../../../../nodes/MemoriesAi/state';
import { accepted, broken, fakeApi, listing, refused, type Answer } from '../../support/fakeMemoriesAi';
import { said } from '../../support/fakeDatalake';
import { failureOf, inVirtualTime } from '../../support/virtualTime';

function detecting(
	answer: (index: number) => Answer,
	apiVersion: 'auto' | 'datalake' | 'v1.1' | 'v1.2' = 'auto',
) {
	const fake = fakeApi((_request, index) => answer(index));
	const { baseUrl, context } = fake.api;
	const run = async (timeoutMs = 60_000) =>
		await detectApiVersion(
			context,
			{ apiKey: 'sk-test', baseUrl, apiVersion },
			{ timeoutMs, limitRetries: 5 },
		);
	return { ...fake, baseUrl, run };
}

const empty = () => listing({ sentJson: { page: 1, size: 1 } }, []);
const unknownPaths: Array<[string, Answer]> = [
	['404', { statusCode: 404, body: '{"status":404,"error":"Not Found"}' }],
	['405', { statusCode: 405, body: '' }],
	['410', { statusCode: 410, body: '' }],
	['an envelope for an unknown path', refused('0001', 'No static resource serve/api/v1/list_videos.')],
];

test.each(['v1.1', 'v1.2'] as const)('%s as the credential says, without a question', async (apiVersion) => {
	const { run, requests } = detecting(empty, apiVersion);
	expect(await run()).toEqual({ apiVersion });
	expect(requests).toEqual([]);
});

test('the Datalake as the credential says, with its place', async () => {
	const { run, requests } = detecting(() => said({ balance_usd: 1 }), 'datalake');

	expect(await run()).toMatchObject({
		apiVersion: 'datalake',
		datalake: { base: '/serve/datalake/v1', keyPrefix: '' },
	});
	expect(requests).toMatchObject([{ endpoint: 'balance', timeout: 30_000 }]);
});

test('v1.2 where it answers: asked once, with the smallest list', async () => {
	const { run, requests } = detecting(empty);
	expect(await run()).toEqual({ apiVersion: 'v1.2' });
	expect(await run()).toEqual({ apiVersion: 'v1.2' });

	expect(requests).toHaveLength(1);
	expect(requests[0]).toMatchObject({
		method: 'POST',
		endpoint: 'list_videos',
		body: { page: 1, size: 1 },
		timeout: 30_000,
	});
	expect(requests[0]?.url).toContain('/serve/api/v1/');
});

test('no longer than the caller has time', async () => {
	const { run, requests } = detecting(empty);
	await run(8_000);
	expect(requests[0]?.timeout).toBe(8_000);
});

describe.each(unknownPaths)('%s', (_case, answer) => {
	test('v1.1, remembered for ten minutes from its own answer on', async () => {
		const { run, requests, baseUrl } = detecting(() => answer);
		await inVirtualTime(async () => {
			const { apiVersion, onAnswer } = await run();
			expect(apiVersion).toBe('v1.1');
			expect(detectedVersions.earlier.get(baseUrl)).toBeUndefined();
			await run();
			expect(requests).toHaveLength(2);

			onAnswer?.();
			expect(await run()).toEqual({ apiVersion: 'v1.1' });
			await new Promise((resolve) => setTimeout(resolve, 599_000));
			expect(await run()).toEqual({ apiVersion: 'v1.1' });
			expect(requests).toHaveLength(2);
			await new Promise((resolve) => setTimeout(resolve, 2_000));
			await run();
			expect(requests).toHaveLength(3);
		});
	});
});

test('a gateway without a server behind it decides nothing', async () => {
	const { run, baseUrl } = detecting((index) =>
		index === 0 ? { statusCode: 404, body: 'default backend - 404' } : empty(),
	);
	expect(await run()).toMatchObject({ apiVersion: 'v1.1' });
	expect(await run()).toEqual({ apiVersion: 'v1.2' });
	expect(detectedVersions.current.get(baseUrl)).toBe('v1.2');
});

test.each<[string, Answer]>([
	['a wrong key', refused('0401')],
	['no credits', refused('0402')],
	['a gateway’s no', { statusCode: 503, body: '' }],
	['a page', { body: '<html>' }],
	['wrong parameters', refused('0001', 'page: must be positive')],
])('%s is an error, and nothing is remembered', async (_case, answer) => {
	const { run, baseUrl, requests } = detecting(() => answer);
	await failureOf(run(), ApiFailure);
	expect(requests).toHaveLength(1);
	expect(detectedVersions.current.get(baseUrl) ?? detectedVersions.earlier.get(baseUrl)).toBeUndefined();
});

test('a connection that does not come about is tried again', async () => {
	const { run, requests } = detecting((index) => (index < 3 ? broken('EAI_AGAIN') : accepted({})));
	expect(await inVirtualTime(run)).toEqual({ apiVersion: 'v1.2' });
	expect(requests).toHaveLength(4);
});
