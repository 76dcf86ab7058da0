import { ApiFailure, isFailure } from '../../../../nodes/MemoriesAi/api/ApiFailure';
import { pause } from '../../../../nodes/MemoriesAi/api/transport/pause';
import type { FailureKind } from '../../../../nodes/MemoriesAi/api/vocabulary/failureKinds';
import { openUploads, uploadedVideos, type UploadEntry } from '../../../../nodes/MemoriesAi/state';
import { UserError } from '../../../../nodes/MemoriesAi/texts/UserError';
import { uploadOnce, type UploadPatience } from '../../../../nodes/MemoriesAi/upload/recovery/uploadOnce';
import { TransferFailure } from '../../../../nodes/MemoriesAi/upload/transfer/TransferFailure';
import { fakeApi, limited, listing, refused, type Answer, type Shown } from '../../support/fakeMemoriesAi';
import { failureOf, inVirtualTime } from '../../support/virtualTime';

const MINUTE_MS = 60_000;
const ours: Shown = { video_no: 'VI1', video_name: 'clip', size: 1_000, create_time: Date.now() };
const done = { videoNo: 'VI9', videoStatus: 'UNPARSE' };

/** How one try of a transfer ends: memories.ai's answer, or a failure after or before a whole body. */
type Try = { videoNo?: unknown } | { failure: Error; mayHaveArrived?: boolean };

const failed = (
	kind: FailureKind,
	details: { retryAfterMs?: number; mayHaveArrived?: boolean } = {},
): Try => ({
	failure: new ApiFailure(kind, details),
	mayHaveArrived: details.mayHaveArrived ?? false,
});

/** An upload whose tries end so; the last ending repeats. */
function upload(
	tries: Try[],
	{
		patience = {},
		account = () => [],
		apiVersion = 'v1.2',
		cancelSignal,
		sendingMs = 0,
	}: {
		sendingMs?: number;
		patience?: Partial<UploadPatience>;
		account?: (look: number) => Answer | Shown[];
		apiVersion?: 'v1.1' | 'v1.2';
		cancelSignal?: AbortSignal;
	} = {},
) {
	const entry: UploadEntry = { run: 'execution node 0', state: { kind: 'notSent' } };
	const sentAt: number[] = [];
	const lefts: number[] = [];
	const whileSent: Array<{ kind: string; isOpenForOthers: boolean }> = [];
	const fake = fakeApi(
		(request, index) => {
			const answered = account(index);
			return Array.isArray(answered) ? listing(request, answered) : answered;
		},
		{ apiVersion, ...(cancelSignal === undefined ? {} : { cancelSignal }) },
	);
	const transfer = {
		api: fake.api,
		expected: { name: 'clip.mp4', size: 1_000, uniqueId: undefined },
		send: async (leftMs: number): Promise<unknown> => {
			sentAt.push(performance.now());
			whileSent.push({ kind: entry.state.kind, isOpenForOthers: openUploads.get(entry) !== undefined });
			lefts.push(leftMs);
			await pause(sendingMs, undefined);
			const ending = tries[Math.min(sentAt.length, tries.length) - 1] ?? {};
			if (!('failure' in ending)) return ending;
			const { failure, mayHaveArrived = false } = ending;
			throw failure instanceof TypeError ? failure : new TransferFailure(failure, mayHaveArrived);
		},
	};
	const limits = { maxRetries: 3, uploadTimeoutMs: 60 * MINUTE_MS, ...patience };
	const pauses = () => sentAt.slice(1).map((at, index) => Math.round(at - (sentAt[index] ?? 0)));
	return {
		...fake,
		entry,
		sentAt,
		lefts,
		whileSent,
		pauses,
		run: async () => await uploadOnce(entry, transfer, limits),
		/** The upload of another item. */
		next: async () =>
			await uploadOnce({ run: 'execution node 0', state: { kind: 'notSent' } }, transfer, limits),
	};
}

beforeEach(() => {
	for (const [entry] of openUploads.pairs()) openUploads.delete(entry);
	for (const videoNo of ['VI1', 'VI9']) uploadedVideos.delete(videoNo);
});

test('an answer that names the video is the output, and the video is known from then on', async () => {
	const { run, sentAt } = upload([done]);

	expect(await run()).toBe(done);
	expect(uploadedVideos.get('VI9')).toBe(true);
	expect(openUploads.pairs()).toEqual([]);
	expect(sentAt).toHaveLength(1);
});

describe('sent again', () => {
	test.each<FailureKind>(['limit', 'gateway', 'trouble', 'unanswered', 'unreached'])(
		'after %s without a whole body, as often as Max Retries says',
		async (kind) => {
			const { run, sentAt, entry } = upload([failed(kind)]);
			const error = await failureOf(inVirtualTime(run), ApiFailure);

			expect(isFailure(error, kind)).toBe(true);
			expect(sentAt).toHaveLength(4);
			expect(entry.state).toEqual({ kind: 'notSent' });
			expect(openUploads.pairs()).toEqual([]);
		},
	);

	test('and then named', async () => {
		const { run, sentAt, log } = upload([failed('unreached'), failed('unanswered'), done]);

		expect(await inVirtualTime(run)).toBe(done);
		expect(sentAt).toHaveLength(3);
		expect(log).toEqual([
			expect.stringMatching(/^The upload did not go through, next try in 1 s \(1 of 3\)$/),
			expect.stringMatching(/^The upload did not go through, next try in [23] s \(2 of 3\)$/),
		]);
	});

	test.each<FailureKind>([
		'absent',
		'account',
		'credits',
		'duplicate',
		'empty',
		'key',
		'other',
		'parameters',
		'redirect',
		'size',
		'unknownPath',
		'unreadable',
	])('never after %s', async (kind) => {
		const { run, sentAt } = upload([failed(kind)]);
		expect(isFailure(await failureOf(run(), Error), kind)).toBe(true);
		expect(sentAt).toHaveLength(1);
	});

	test('never after what this side ended', async () => {
		const stalled = new UserError('The upload stood still for 1 seconds', '');
		const { run, sentAt } = upload([{ failure: stalled }]);
		expect(await failureOf(run(), Error)).toBe(stalled);
		expect(sentAt).toHaveLength(1);
	});

	test('not once with Max Retries 0', async () => {
		const { run, sentAt } = upload([failed('unreached')], { patience: { maxRetries: 0 } });
		await failureOf(run(), Error);
		expect(sentAt).toHaveLength(1);
	});

	test('after pauses of 1, 2, 4 seconds, up to two minutes', async () => {
		const { run, pauses } = upload([failed('unreached')], { patience: { maxRetries: 10 } });
		await failureOf(inVirtualTime(run), Error);

		for (const [index, pauseMs] of pauses().entries()) {
			const middleMs = 1_000 * 2 ** index;
			expect(pauseMs).toBeLessThanOrEqual(Math.min(middleMs * 1.25 + 1, 120_001));
			expect(pauseMs).toBeGreaterThanOrEqual(Math.min(middleMs * 0.75, 120_000));
		}
		expect(pauses()).toHaveLength(10);
	});

	test.each<FailureKind>(['key', 'account', 'credits'])(
		'but not when a look shows that %s was the reason for the break',
		async (kind) => {
			const code = { key: '0401', account: '0403', credits: '0402' }[kind as 'key'];
			const { run, sentAt, requests } = upload([failed('unanswered')], { account: () => refused(code) });

			expect(isFailure(await failureOf(inVirtualTime(run), Error), kind)).toBe(true);
			expect(sentAt).toHaveLength(1);
			expect(requests[0]?.sentJson).toEqual({ page: 1, size: 1 });
		},
	);

	test.each<[string, Answer]>([
		['refused otherwise', refused('0003')],
		['not answered', new Error('socket hang up')],
		['over the limit', limited('60')],
	])('as well when that look is %s, and it is one look only', async (_case, answer) => {
		const { run, sentAt, requests } = upload([failed('unanswered'), done], { account: () => answer });
		await inVirtualTime(run);
		expect(sentAt).toHaveLength(2);
		expect(requests).toHaveLength(1);
	});

	test('without such a look where there was no connection', async () => {
		const { run, requests } = upload([failed('unreached'), done]);
		await inVirtualTime(run);
		expect(requests).toEqual([]);
	});
});

describe('never sent again', () => {
	test.each<[string, Try]>([
		['no answer to a whole body', failed('unanswered', { mayHaveArrived: true })],
		['a gateway’s no to a whole body', failed('gateway', { mayHaveArrived: true })],
		['a yes that names no video', {}],
		['a yes with an empty name', { videoNo: '' }],
		['a yes with a name that is none', { videoNo: 7 }],
	])('%s: looked for, and found', async (_case, ending) => {
		const { run, sentAt } = upload([ending], { account: (look) => (look === 1 ? [ours] : []) });

		expect(await inVirtualTime(run)).toMatchObject({ videoNo: 'VI1', recovered: true });
		expect(sentAt).toHaveLength(1);
		expect(uploadedVideos.get('VI1')).toBe(true);
		expect(openUploads.pairs()).toEqual([]);
	});

	test('not found: the entry stays open, for n8n’s retry to look again', async () => {
		const cause = new ApiFailure('unanswered');
		let stored: Shown[] = [];
		const { run, sentAt, entry } = upload([{ failure: cause, mayHaveArrived: true }], {
			account: () => stored,
		});
		const error = await failureOf(inVirtualTime(run), UserError);

		expect(error.message).toBe('memories.ai may have taken the video but did not confirm it');
		expect(error.cause).toBe(cause);
		expect(entry.state).toMatchObject({ kind: 'open', cause });
		expect(openUploads.get(entry)).toBeDefined();

		stored = [ours];
		expect(await inVirtualTime(run)).toMatchObject({ videoNo: 'VI1', recovered: true });
		expect(sentAt).toHaveLength(1);
	});

	test('a yes that names no video says so', async () => {
		const { run } = upload([{}], { account: () => refused('0401') });
		expect((await failureOf(run(), UserError)).cure).toContain('no clear answer came: it named no video');
	});

	test('a fault of ours leaves the entry open', async () => {
		const fault = new TypeError('x is not a function');
		const { run, entry, sentAt } = upload([{ failure: fault }]);
		expect(await failureOf(run(), Error)).toBe(fault);
		expect(entry.state.kind).toBe('open');
		await failureOf(inVirtualTime(run), Error);
		expect(sentAt).toHaveLength(1);
	});

	test('while it is sent, it counts as open for others', async () => {
		const { run, whileSent } = upload([done]);
		await run();
		expect(whileSent).toEqual([{ kind: 'open', isOpenForOthers: true }]);
	});
});

describe('request limits', () => {
	test.each<[string, number, 'v1.1' | 'v1.2', [number, number]]>([
		['as long as the server asks for', 7_000, 'v1.2', [7_000, 7_001]],
		['as long as the server asks for, up to five minutes', 300_000, 'v1.2', [300_000, 300_001]],
		['not at all where it asks for none', 0, 'v1.1', [0, 1]],
	])('waits %s', async (_case, retryAfterMs, apiVersion, [least, most]) => {
		const { run, pauses } = upload([failed('limit', { retryAfterMs }), done], { apiVersion });
		await inVirtualTime(run);
		expect(pauses()[0]).toBeGreaterThanOrEqual(least);
		expect(pauses()[0]).toBeLessThanOrEqual(most);
	});

	test('20, 40, 80 seconds in v1.1', async () => {
		const { run, pauses } = upload([failed('limit')], { apiVersion: 'v1.1' });
		await failureOf(inVirtualTime(run), Error);
		for (const [index, seconds] of [20, 40, 80].entries()) {
			expect(pauses()[index]).toBeGreaterThanOrEqual(seconds * 750);
			expect(pauses()[index]).toBeLessThanOrEqual(Math.min(seconds * 1_250, 120_000) + 1);
		}
	});

	test('at least the minute that v1.2 documents', async () => {
		const { run, pauses, log } = upload([failed('limit')]);
		await failureOf(inVirtualTime(run), Error);
		expect(pauses().slice(0, 2)).toEqual([60_000, 60_000]);
		expect(log[0]).toContain('next try in 60 s');
	});

	test.each([300_001, 86_400_000, Infinity])('ends where the server asks for %d ms', async (retryAfterMs) => {
		const { run, sentAt } = upload([failed('limit', { retryAfterMs })]);
		expect(await failureOf(run(), Error)).toMatchObject({ kind: 'limit', retryAfterMs });
		expect(sentAt).toHaveLength(1);
	});

	test('the following items keep the distance, the one that was limited as well', async () => {
		const first = upload([failed('limit', { retryAfterMs: 5_000 }), done]);
		await inVirtualTime(async () => {
			await first.next();
			await first.next();
			await first.next();
		});
		expect(first.pauses()).toEqual([5_000, 5_000, 5_000]);
	});

	test('the distance begins when an upload is through, at whichever moment the server counts it', async () => {
		const uploads = upload([failed('limit', { retryAfterMs: 5_000 }), done], { sendingMs: 40_000 });
		await inVirtualTime(async () => {
			await uploads.next();
			await uploads.next();
			await uploads.next();
		});
		expect(uploads.pauses()).toEqual([45_000, 45_000, 45_000]);
	});

	test('and when it has ended without an answer', async () => {
		const broken = { failure: new TypeError('broken'), mayHaveArrived: false };
		const uploads = upload([failed('limit', { retryAfterMs: 5_000 }), done, broken, done]);
		await inVirtualTime(async () => {
			await uploads.next();
			await failureOf(uploads.next(), TypeError);
			await uploads.next();
		});
		expect(uploads.pauses()).toEqual([5_000, 5_000, 5_000]);
	});

	test('the documented distance, where the server says none: a minute in v1.2, a second in v1.1', async () => {
		for (const [apiVersion, distanceMs] of [
			['v1.2', 60_000],
			['v1.1', 1_000],
		] as const) {
			const uploads = upload([failed('limit'), done], { apiVersion });
			await inVirtualTime(async () => {
				await uploads.next();
				await uploads.next();
				await uploads.next();
			});
			expect(uploads.pauses().slice(1)).toEqual([distanceMs, distanceMs]);
		}
	});

	test('a turn that is five minutes away is waited for', async () => {
		const uploads = upload([failed('limit', { retryAfterMs: 300_000 }), done], {
			patience: { maxRetries: 0 },
		});
		await inVirtualTime(async () => {
			await failureOf(uploads.next(), Error);
			await uploads.next();
			await uploads.next();
		});
		expect(uploads.pauses()).toEqual([300_000, 300_000]);
	});

	test('no distance without a limit', async () => {
		const uploads = upload([failed('unreached'), done]);
		await inVirtualTime(async () => {
			await uploads.next();
			await uploads.next();
		});
		expect(uploads.pauses()[1]).toBe(0);
	});

	test('an item whose turn comes too late by the server’s word is not sent to be refused', async () => {
		const uploads = upload([failed('limit', { retryAfterMs: 400_000 }), done]);
		await inVirtualTime(async () => {
			await failureOf(uploads.next(), Error);
			expect(await failureOf(uploads.next(), Error)).toMatchObject({ kind: 'limit', retryAfterMs: 400_000 });
			expect(uploads.sentAt).toHaveLength(1);
			await jest.advanceTimersByTimeAsync(150_000);
			// A quarter of an hour is the most that is waited for.
			expect(await uploads.next()).toBe(done);
			expect(await uploads.next()).toBe(done);
		});
		expect(uploads.pauses()).toEqual([400_000, 60_000]);
	});
});

describe('Upload Timeout', () => {
	test('covers all tries and the pauses between them', async () => {
		const { run, lefts, sentAt } = upload([failed('unreached')], {
			patience: { uploadTimeoutMs: 5_000, maxRetries: 9 },
		});
		expect(isFailure(await failureOf(inVirtualTime(run), Error), 'unreached')).toBe(true);

		expect(sentAt.length).toBeLessThan(4);
		expect(lefts[0]).toBeCloseTo(5_000, 0);
		for (const [index, leftMs] of lefts.entries()) {
			expect(leftMs).toBeCloseTo(5_000 - ((sentAt[index] ?? 0) - (sentAt[0] ?? 0)), 0);
		}
	});

	test('a pause that would end after it is not begun', async () => {
		const { run, sentAt, log } = upload([failed('limit', { retryAfterMs: 60_000 })], {
			patience: { uploadTimeoutMs: 60_000 },
		});
		expect(isFailure(await failureOf(run(), Error), 'limit')).toBe(true);
		expect(sentAt).toHaveLength(1);
		expect(log).toEqual([]);
	});

	test('waiting for a turn ends with it', async () => {
		const uploads = upload([failed('limit', { retryAfterMs: 60_000 }), done], {
			patience: { uploadTimeoutMs: 10_000 },
		});
		await inVirtualTime(async () => {
			await failureOf(uploads.next(), Error);
			await jest.advanceTimersByTimeAsync(1_000);
			await uploads.next();
		});
		expect(uploads.lefts[1]).toBeLessThanOrEqual(0);
		expect(uploads.pauses()[0]).toBe(11_000);
	});

	test('none', async () => {
		const { run, lefts } = upload([failed('unreached'), done], { patience: { uploadTimeoutMs: Infinity } });
		expect(await inVirtualTime(run)).toBe(done);
		expect(lefts).toEqual([Infinity, Infinity]);
	});
});

describe('cancelling', () => {
	test('before it is sent', async () => {
		const { run, sentAt, entry } = upload([done], { cancelSignal: AbortSignal.abort() });
		expect((await failureOf(run(), Error)).message).toBe(
			'The upload was stopped because the execution was cancelled',
		);
		expect(sentAt).toEqual([]);
		expect(entry.state).toEqual({ kind: 'notSent' });
	});

	test('in a pause', async () => {
		const cancelling = new AbortController();
		const { run, sentAt } = upload([failed('limit', { retryAfterMs: 60_000 })], {
			cancelSignal: cancelling.signal,
		});
		const running = inVirtualTime(run);
		setTimeout(() => cancelling.abort(), 30_000);
		expect((await failureOf(running, Error)).message).toBe(
			'The upload was stopped because the execution was cancelled',
		);
		expect(sentAt).toHaveLength(1);
	});
});
