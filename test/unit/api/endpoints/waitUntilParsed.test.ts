import { ApiFailure } from '../../../../nodes/MemoriesAi/api/ApiFailure';
import { waitUntilParsed } from '../../../../nodes/MemoriesAi/api/endpoints/waitUntilParsed';
import { uploadedVideos } from '../../../../nodes/MemoriesAi/state';
import {
	accepted,
	broken,
	fakeApi,
	limited,
	listing,
	refused,
	type Answer,
} from '../../support/fakeMemoriesAi';
import { failureOf, inVirtualTime } from '../../support/virtualTime';

const MINUTE_MS = 60_000;
const patience = { parseTimeoutMs: 60 * MINUTE_MS, checkIntervalMs: 30_000 };

const video = (status: string): Answer => accepted({ video_name: 'clip', status });
const absent = (): Answer => listing({ sentJson: { page: 1, size: 10 } }, []);

/** Waiting for a video whose looks are answered so, the last again and again. */
function waiting(
	looks: Answer[],
	{ changes = {}, cancelSignal }: { changes?: Partial<typeof patience>; cancelSignal?: AbortSignal } = {},
) {
	const fake = fakeApi(
		(_request, index) => looks[Math.min(index, looks.length - 1)] ?? absent(),
		// There one request is a look.
		cancelSignal === undefined ? {} : { cancelSignal },
	);
	const pauses = () =>
		fake.requests.slice(1).map(({ at }, index) => Math.round(at - (fake.requests[index]?.at ?? 0)));
	const run = async () => await waitUntilParsed(fake.api, 'VI1', { ...patience, ...changes }, 'team-a');
	return { ...fake, pauses, run };
}

/** The same with v1.1, which has nothing but its list, so that one request is one look. */
function waitingByList(looks: Answer[], changes: Partial<typeof patience> = {}) {
	const fake = fakeApi((_request, index) => looks[Math.min(index, looks.length - 1)] ?? absent(), {
		apiVersion: 'v1.1',
	});
	const run = async () => await waitUntilParsed(fake.api, 'VI1', { ...patience, ...changes });
	return { ...fake, run };
}

beforeEach(() => uploadedVideos.delete('VI1'));

test.each([
	['PARSE', 'parsed'],
	['parsed', 'parsed'],
	['FAIL', 'failed'],
	['ERROR', 'failed'],
])('%s ends it: %s', async (status, kind) => {
	const { run, requests } = waiting([video(status)]);
	expect(await run()).toMatchObject({ kind, video: { videoNo: 'VI1', status } });
	expect(requests).toHaveLength(1);
	expect(requests[0]?.qs).toEqual({ video_no: 'VI1', unique_id: 'team-a' });
});

test('looks after 3, 6, 12, 24 seconds, then at the interval', async () => {
	const { run, pauses } = waiting([...Array<Answer>(8).fill(video('UNPARSE')), video('PARSE')]);
	expect(await inVirtualTime(run)).toMatchObject({ kind: 'parsed' });

	for (const [index, seconds] of [3, 6, 12, 24].entries()) {
		expect(pauses()[index]).toBeGreaterThanOrEqual(seconds * 750);
		expect(pauses()[index]).toBeLessThanOrEqual(Math.min(seconds * 1_250, 30_000) + 1);
	}
	expect(pauses().slice(5)).toEqual([30_000, 30_000, 30_000]);
});

test.each(['UNPARSE', 'DONE', ''])('the status %j goes on until the time is over', async (status) => {
	const { run, requests } = waiting([video(status)], { changes: { parseTimeoutMs: 10 * MINUTE_MS } });
	expect(await inVirtualTime(run)).toMatchObject({ kind: 'timeout', video: { status } });
	expect((requests.at(-1)?.at ?? 0) - (requests[0]?.at ?? 0)).toBeCloseTo(10 * MINUTE_MS, -1);
});

describe('a video that the account does not show', () => {
	test('is believed to be absent at the third look', async () => {
		const { run, requests } = waitingByList([absent()]);
		expect(await failureOf(inVirtualTime(run), ApiFailure)).toMatchObject({
			kind: 'videoAbsent',
			said: 'VI1',
		});
		expect(requests).toHaveLength(3);
	});

	test('is waited for to the end of the time where this process has uploaded it', async () => {
		uploadedVideos.set('VI1', true);
		const { run, requests } = waitingByList([absent()], { parseTimeoutMs: 5 * MINUTE_MS });
		expect(await inVirtualTime(run)).toEqual({ kind: 'timeout', video: undefined });
		expect(requests.length).toBeGreaterThan(5);
	});

	test('is waited for where it was seen before', async () => {
		const seen = listing({ sentJson: { page: 1, size: 10 } }, [{ video_no: 'VI1', status: 'UNPARSE' }]);
		const { run, requests } = waitingByList([seen, absent()], { parseTimeoutMs: 5 * MINUTE_MS });
		expect(await inVirtualTime(run)).toMatchObject({ kind: 'timeout', video: { status: 'UNPARSE' } });
		expect(requests.length).toBeGreaterThan(5);
	});

	test('by its metadata, but by its list, is waited for to the end of the time', async () => {
		const shown = [{ video_no: 'VI1', status: 'UNPARSE' }];
		const { api, requests } = fakeApi((request) =>
			request.endpoint === 'get_metadata' ? accepted(null) : listing(request, shown),
		);
		const waits = async () =>
			await waitUntilParsed(api, 'VI1', { ...patience, parseTimeoutMs: 5 * MINUTE_MS });
		expect(await inVirtualTime(waits)).toMatchObject({ kind: 'timeout', video: { status: 'UNPARSE' } });
		expect(requests.length).toBeGreaterThan(10);
	});

	test('counts anew after a look that was only broken', async () => {
		const { run, requests } = waitingByList([
			absent(),
			absent(),
			broken('ECONNRESET'),
			absent(),
			absent(),
			absent(),
		]);
		await failureOf(inVirtualTime(run), ApiFailure);
		expect(requests).toHaveLength(6);
	});
});

describe('a look that fails', () => {
	test.each<[string, Answer]>([
		['a wrong key', refused('0401')],
		['a disabled account', refused('0403')],
		['no credits', refused('0402')],
		['a redirect', { statusCode: 302, body: '' }],
	])('%s ends it at once', async (_case, answer) => {
		const { run, requests } = waiting([answer]);
		await failureOf(run(), ApiFailure);
		expect(requests).toHaveLength(1);
	});

	test.each<[string, Answer]>([
		['broken connections', broken('ECONNRESET')],
		['no connection', broken('ENOTFOUND')],
		['a gateway’s no', { statusCode: 502, body: '' }],
		['the request limit', limited()],
		['a page', { body: '<html>' }],
	])('%s: waited out, one request a look', async (_case, answer) => {
		const { run, requests } = waiting([...Array<Answer>(6).fill(answer), video('PARSE')]);
		expect(await inVirtualTime(run)).toMatchObject({ kind: 'parsed' });
		expect(requests).toHaveLength(7);
	});

	test.each<[string, Answer]>([
		['wrong parameters', refused('0003')],
		['trouble', refused('0001', 'network abnormal')],
		['a refusal of no known reason', refused('7777')],
	])('%s: believed at the third look', async (_case, answer) => {
		const { run, requests } = waiting([answer]);
		await failureOf(inVirtualTime(run), ApiFailure);
		expect(requests).toHaveLength(3);

		const { run: passing } = waiting([answer, answer, video('UNPARSE'), answer, answer, video('PARSE')]);
		expect(await inVirtualTime(passing)).toMatchObject({ kind: 'parsed' });
	});

	test.each([
		['100', 100_000],
		['300', 300_000],
	])('the pause that the server asks for is kept: %s seconds', async (retryAfter, pauseMs) => {
		const { run, pauses } = waiting([limited(retryAfter), video('PARSE')]);
		await inVirtualTime(run);
		expect(pauses()).toEqual([pauseMs]);
	});

	test('a shorter one than the node’s own is not', async () => {
		const { run, pauses } = waiting([limited('1'), video('PARSE')]);
		await inVirtualTime(run);
		expect(pauses()[0]).toBeGreaterThanOrEqual(2_250);
	});

	test('no longer than the time that is left', async () => {
		const { run, pauses } = waiting([limited('200'), video('PARSE')], {
			changes: { parseTimeoutMs: MINUTE_MS },
		});
		await inVirtualTime(run);
		expect(pauses()).toEqual([MINUTE_MS]);
	});

	test.each(['301', '86400', '9999999999'])(
		'a pause of %s seconds ends it with the limit',
		async (retryAfter) => {
			const { run, requests } = waiting([limited(retryAfter)]);
			expect(await failureOf(run(), ApiFailure)).toMatchObject({
				kind: 'limit',
				retryAfterMs: Number(retryAfter) * 1000,
			});
			expect(requests).toHaveLength(1);
		},
	);

	test('a fault of ours stays one', async () => {
		const fault = new TypeError('x is not a function');
		const { run } = waiting([fault]);
		expect(await failureOf(run(), TypeError)).toBe(fault);
	});
});

describe('cancelled', () => {
	test('in a pause, with the video as it was last seen', async () => {
		const cancelling = new AbortController();
		const { run, requests } = waiting([video('UNPARSE')], { cancelSignal: cancelling.signal });
		const ending = await inVirtualTime(async () => {
			setTimeout(() => cancelling.abort(), 2_000);
			return await run();
		});
		expect(ending).toMatchObject({ kind: 'cancelled', video: { status: 'UNPARSE' } });
		expect(requests).toHaveLength(2);
	});

	test('before', async () => {
		const { run } = waiting([video('PARSE')], { cancelSignal: AbortSignal.abort() });
		expect(await run()).toEqual({ kind: 'cancelled', video: undefined });
	});
});
