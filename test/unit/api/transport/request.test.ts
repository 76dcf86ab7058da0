import type { IExecuteFunctions } from 'n8n-workflow';
import { ApiFailure, isFailure } from '../../../../nodes/MemoriesAi/api/ApiFailure';
import { callApi, cancelSignalOf, type ApiRequest } from '../../../../nodes/MemoriesAi/api/transport/request';
import { accepted, broken, fakeApi, limited, refused, type Answer } from '../../support/fakeMemoriesAi';
import { failureOf, inVirtualTime } from '../../support/virtualTime';

const lookup: ApiRequest = { method: 'POST', endpoint: 'list_videos', body: { page: 1 }, isLookup: true };
const order: ApiRequest = { method: 'POST', endpoint: 'upload_url', body: new URLSearchParams({ url: 'u' }) };

/** A request whose answers are these, one after the other; the last repeats. */
function calling(request: ApiRequest, answers: Answer[], changes: Parameters<typeof fakeApi>[1] = {}) {
	const fake = fakeApi(
		(_request, index) => answers[Math.min(index, answers.length - 1)] ?? accepted({}),
		changes,
	);
	const pauses = () =>
		fake.requests.slice(1).map(({ at }, index) => Math.round(at - (fake.requests[index]?.at ?? 0)));
	return { ...fake, pauses, run: async () => await callApi(fake.api, request) };
}

describe('what is sent', () => {
	test('the account’s address in its generation, no redirects followed, the answer as text', async () => {
		for (const [apiVersion, path] of [
			['v1.2', '/serve/api/v1'],
			['v1.1', '/serve/api/video'],
		] as const) {
			const { run, requests, api } = calling({ ...lookup, query: { a: 1 } }, [accepted({})], { apiVersion });
			await run();
			expect(requests[0]).toMatchObject({
				method: 'POST',
				url: `${api.baseUrl}${path}/list_videos`,
				qs: { a: 1 },
				encoding: 'text',
				timeout: 60_000,
				disableFollowRedirect: true,
				ignoreHttpStatusErrors: true,
				returnFullResponse: true,
				body: { page: 1 },
				headers: { Accept: 'application/json' },
			});
		}
	});

	test.each<[string, ApiRequest['body'], unknown, Record<string, string>]>([
		['nothing', undefined, undefined, {}],
		['text', '{"a":1}', '{"a":1}', { 'Content-Type': 'application/json' }],
		['a list', ['VI1'], ['VI1'], {}],
		[
			'a form',
			new URLSearchParams({ a: 'b c' }),
			'a=b+c',
			{ 'Content-Type': 'application/x-www-form-urlencoded' },
		],
	])('%s', async (_case, body, sent, headers) => {
		const { run, requests } = calling({ ...order, body }, [accepted({})]);
		await run();
		expect(requests[0]?.body).toEqual(sent);
		expect(requests[0]?.headers).toEqual({ Accept: 'application/json', ...headers });
		expect(requests[0]?.qs).toEqual({});
	});

	test('in another form of answer', async () => {
		const answerFormat = { accept: 'text/event-stream', read: ({ body }: { body: string }) => body.length };
		const { run, requests } = calling({ ...lookup, answerFormat }, [{ body: 'four' }]);
		expect(await run()).toEqual({ data: 4 });
		expect(requests[0]?.headers).toEqual({ Accept: 'text/event-stream' });
	});

	test('the signal that ends it: its own, else that of the execution', async () => {
		const [own, executions] = [new AbortController().signal, new AbortController().signal];
		const { run, requests, api } = calling(lookup, [accepted({})], {
			abortSignal: own,
			cancelSignal: executions,
		});
		await run();
		expect(requests[0]?.signal === own).toBe(true);

		const { run: other, requests: others } = calling(lookup, [accepted({})], { cancelSignal: executions });
		await other();
		expect(others[0]?.signal === executions).toBe(true);
		expect(cancelSignalOf(api.context) === executions).toBe(true);
		expect(cancelSignalOf({} as typeof api.context)).toBeUndefined();
	});
});

describe('an answer', () => {
	test.each<[string, Record<string, unknown>, number | undefined]>([
		['with its time', { date: 'Tue, 25 Nov 2025 12:00:00 GMT' }, Date.UTC(2025, 10, 25, 12)],
		['without', {}, undefined],
		['with one that is none', { date: 'soon' }, undefined],
		['with a list of them', { date: ['Tue, 25 Nov 2025 12:00:00 GMT'] }, undefined],
	])('%s', async (_case, headers, serverTimeMs) => {
		const { run } = calling(lookup, [{ headers, body: '{"code":"0000","data":{"a":1}}' }]);
		expect(await run()).toEqual({ data: { a: 1 }, ...(serverTimeMs === undefined ? {} : { serverTimeMs }) });
	});

	test('is told to whoever wants to know that the server has answered; a refusal is not', async () => {
		const onAnswer = jest.fn();
		const { run } = calling(lookup, [refused('0402'), accepted({})], { onAnswer });
		await failureOf(run(), ApiFailure);
		expect(onAnswer).not.toHaveBeenCalled();
		await run();
		expect(onAnswer).toHaveBeenCalledTimes(1);
	});
});

describe('asked again', () => {
	test('after a request limit, as often as allowed, after pauses of 2, 4, 8 seconds', async () => {
		const { run, requests, pauses, log } = calling(order, [limited()], { limitRetries: 3 });
		expect(isFailure(await failureOf(inVirtualTime(run), ApiFailure), 'limit')).toBe(true);

		expect(requests).toHaveLength(4);
		for (const [index, seconds] of [2, 4, 8].entries()) {
			expect(pauses()[index]).toBeGreaterThanOrEqual(seconds * 750);
			expect(pauses()[index]).toBeLessThanOrEqual(seconds * 1_250 + 1);
		}
		expect(log).toHaveLength(3);
		expect(log[0]).toMatch(/^The request did not go through, next try in [23] s$/);
	});

	test('no pause is longer than two minutes', async () => {
		const { run, pauses } = calling(order, [limited()], { limitRetries: 9 });
		await failureOf(inVirtualTime(run), ApiFailure);
		expect(Math.max(...pauses())).toBeLessThanOrEqual(120_001);
		expect(pauses().at(-1)).toBeGreaterThanOrEqual(119_999);
	});

	test.each([
		['7', 7_000],
		['0', 0],
		['300', 300_000],
	])('after the pause that the server asks for, %s', async (retryAfter, pauseMs) => {
		const { run, pauses } = calling(order, [limited(retryAfter), accepted({})]);
		await inVirtualTime(run);
		expect(pauses()[0]).toBeGreaterThanOrEqual(pauseMs);
		expect(pauses()[0]).toBeLessThanOrEqual(pauseMs + 1);
	});

	test.each(['301', '86400', '9999999999'])('not where it asks for %s seconds', async (retryAfter) => {
		const { run, requests } = calling(order, [limited(retryAfter)]);
		expect(await failureOf(run(), ApiFailure)).toMatchObject({
			kind: 'limit',
			retryAfterMs: Number(retryAfter) * 1000,
		});
		expect(requests).toHaveLength(1);
	});

	test.each<[string, Answer]>([
		['trouble', refused('0001', 'network abnormal')],
		['no connection', broken('EAI_AGAIN')],
		['a break', broken('ECONNRESET')],
	])('a lookup after %s, three times within moments', async (_case, answer) => {
		const { run, requests, pauses } = calling(lookup, [answer]);
		await failureOf(inVirtualTime(run), ApiFailure);

		expect(requests).toHaveLength(4);
		for (const [index, pauseMs] of [400, 800, 1_600].entries()) {
			expect(pauses()[index]).toBeGreaterThanOrEqual(pauseMs * 0.75 - 1);
			expect(pauses()[index]).toBeLessThanOrEqual(pauseMs * 1.25 + 1);
		}
	});

	test('a lookup no oftener than limits may be waited out', async () => {
		const { run, requests } = calling(lookup, [broken('ECONNRESET')], { limitRetries: 1 });
		await failureOf(inVirtualTime(run), ApiFailure);
		expect(requests).toHaveLength(2);

		const { run: never, requests: one } = calling(lookup, [broken('ECONNRESET')], { limitRetries: 0 });
		await failureOf(never(), ApiFailure);
		expect(one).toHaveLength(1);
	});

	test('no lookup that took long to fail', async () => {
		const fake = fakeApi(async () => {
			await new Promise((resolve) => setTimeout(resolve, 15_000));
			return broken('ECONNABORTED');
		});
		await failureOf(
			inVirtualTime(async () => await callApi(fake.api, lookup)),
			ApiFailure,
		);
		expect(fake.requests).toHaveLength(1);
	});

	test.each<[string, ApiRequest, Answer]>([
		['what is no lookup, after trouble', order, refused('0001', 'network abnormal')],
		['what is no lookup, after a break', order, broken('ECONNRESET')],
		['a lookup after a refusal', lookup, refused('0003')],
		['a lookup after a gateway’s no', lookup, { statusCode: 502, body: '' }],
	])('never: %s', async (_case, request, answer) => {
		const { run, requests } = calling(request, [answer]);
		await failureOf(run(), ApiFailure);
		expect(requests).toHaveLength(1);
	});

	test('not when it is cancelled in the pause', async () => {
		const cancelling = new AbortController();
		const { run, requests } = calling(order, [limited('60')], { cancelSignal: cancelling.signal });
		const running = inVirtualTime(async () => {
			setTimeout(() => cancelling.abort(), 10_000);
			return await run();
		});
		expect(isFailure(await failureOf(running, ApiFailure), 'limit')).toBe(true);
		expect(requests).toHaveLength(1);
	});
});

describe('the Datalake', () => {
	const datalake = { account: 'a', base: '/datalake/v1', keyPrefix: 'Bearer ' } as const;
	const balance: ApiRequest = { method: 'GET', endpoint: '/usage/balance', isLookup: true };
	const access = { apiVersion: 'datalake', datalake } as const;
	const saidNo = (statusCode: number, body = '') => ({ statusCode, body });

	test('has paths below its own place, and a key with what stands before it', async () => {
		const { run, requests, api } = calling(balance, [{ body: '{"balance_usd":1}' }], access);
		api.context.getCredentials = async () =>
			({ apiKey: ' sk-mai-1 ', baseUrl: '', apiVersion: 'auto' }) as never;
		const sent = jest.spyOn(api.context.helpers, 'httpRequestWithAuthentication');

		expect(await run()).toEqual({ data: { balance_usd: 1 } });
		expect(requests[0]).toMatchObject({
			url: `${api.baseUrl}/datalake/v1/usage/balance`,
			headers: { Accept: 'application/json' },
		});
		const [context] = sent.mock.contexts as unknown as IExecuteFunctions[];
		expect(await context?.getCredentials('memoriesAiApi')).toMatchObject({ apiKey: 'Bearer sk-mai-1' });
	});

	test.each<[string, Parameters<typeof calling>[2], ApiRequest]>([
		['v1.2', {}, balance],
		['the Datalake', access, lookup],
		['a Datalake that is not found', { apiVersion: 'datalake' }, balance],
	])('a path of another generation is a fault of ours: %s', async (_case, changes, request) => {
		const { run, requests } = calling(request, [], changes);

		await failureOf(run(), TypeError);
		expect(requests).toEqual([]);
	});

	test('a gateway’s no to a lookup is asked again, of the Datalake only', async () => {
		const asked = calling(balance, [saidNo(502), { body: '{}' }], access);
		const notAsked = calling(lookup, [saidNo(502), accepted({})]);
		await inVirtualTime(asked.run);

		expect(asked.requests).toHaveLength(2);
		expect(isFailure(await failureOf(inVirtualTime(notAsked.run), ApiFailure), 'gateway')).toBe(true);
		expect(notAsked.requests).toHaveLength(1);
	});

	test('its hint at a limit comes on top of the pause', async () => {
		const { run, pauses } = calling(
			balance,
			[{ statusCode: 429, headers: { 'retry-after': '5' }, body: '' }, { body: '{}' }],
			access,
		);
		await inVirtualTime(run);

		expect(pauses()[0]).toBeGreaterThanOrEqual(5_000 + 1_500);
		expect(pauses()[0]).toBeLessThanOrEqual(5_000 + 2_500);
	});
});
