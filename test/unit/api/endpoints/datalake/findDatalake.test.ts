import { ApiFailure } from '../../../../../nodes/MemoriesAi/api/ApiFailure';
import { findDatalake } from '../../../../../nodes/MemoriesAi/api/endpoints/datalake/findDatalake';
import { fakeApi, type Answer, type SentRequest } from '../../../support/fakeMemoriesAi';
import { said, saidNo } from '../../../support/fakeDatalake';
import { failureOf } from '../../../support/virtualTime';

const notFound: Answer = { statusCode: 404, body: '' };
const wrongKey = saidNo(401, 'unauthenticated');

function finding(answer: (path: string, index: number) => Answer) {
	const { api, requests } = fakeApi(({ url }: SentRequest, index) =>
		answer(url.slice(api.baseUrl.length), index),
	);
	const run = async (apiKey = 'sk-mai-1') =>
		await findDatalake(
			api.context,
			{ apiKey, baseUrl: api.baseUrl, apiVersion: 'auto' },
			{ timeoutMs: 60_000, limitRetries: 0 },
		);
	return { run, requests };
}

const isUsual = (path: string) => path.startsWith('/serve/');

test.each<[string, (path: string, index: number) => Answer, object, number]>([
	['at the usual place', () => said({ balance_usd: 1 }), { base: '/serve/datalake/v1', keyPrefix: '' }, 1],
	[
		'at the other place',
		(path) => (isUsual(path) ? notFound : said({ balance_usd: 1 })),
		{ base: '/datalake/v1', keyPrefix: '' },
		2,
	],
	[
		'with Bearer',
		(_path, index) => (index === 0 ? wrongKey : said({ balance_usd: 1 })),
		{ base: '/serve/datalake/v1', keyPrefix: 'Bearer ' },
		2,
	],
	[
		'with Bearer at the other place',
		(path, index) => (isUsual(path) ? notFound : index === 1 ? wrongKey : said({ balance_usd: 1 })),
		{ base: '/datalake/v1', keyPrefix: 'Bearer ' },
		4,
	],
])('%s, remembered by account', async (_case, answer, access, count) => {
	const { run, requests } = finding(answer);
	const found = await run();

	expect(found).toEqual({ ...access, account: expect.stringMatching(/^[0-9a-f]{64}$/) as string });
	expect(requests).toHaveLength(count);
	expect(await run()).toEqual(found);
	expect(requests).toHaveLength(count);
	expect((await run('sk-mai-2')).account).not.toBe(found.account);
});

test.each<[string, (path: string, index: number) => Answer, string, number]>([
	[
		'a key that is refused with Bearer as well: the first refusal',
		(_path, index) => saidNo(401, `no ${index}`),
		'key',
		2,
	],
	['another refusal', () => saidNo(403), 'scope', 1],
	[
		'another refusal of the second try',
		(_path, index) => (index === 0 ? wrongKey : saidNo(500)),
		'trouble',
		2,
	],
	['no place at all', () => notFound, 'unknownPath', 2],
])('%s', async (_case, answer, kind, count) => {
	const { run, requests } = finding(answer);
	const failure = await failureOf(run(), ApiFailure);

	expect(failure.kind).toBe(kind);
	if (kind === 'key') expect(failure.code).toBe('no 0');
	expect(requests).toHaveLength(count);
});
