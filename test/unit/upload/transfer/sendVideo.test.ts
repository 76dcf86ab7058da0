import type { IHttpRequestOptions } from 'n8n-workflow';
import { UserError } from '../../../../nodes/MemoriesAi/texts/UserError';
import type { VideoSource } from '../../../../nodes/MemoriesAi/upload/file/videoSource';
import { sendVideo, type VideoUpload } from '../../../../nodes/MemoriesAi/upload/transfer/sendVideo';
import { TransferFailure } from '../../../../nodes/MemoriesAi/upload/transfer/TransferFailure';
import {
	accepted,
	broken,
	fakeApi,
	refused,
	type Answer,
	type SentRequest,
} from '../../support/fakeMemoriesAi';
import { failureOf, inVirtualTime } from '../../support/virtualTime';

const MIB = 1024 ** 2;

/** A source that gives these pieces, and then ends or breaks. */
function sourceOf(pieces: Uint8Array[], { size, problem }: { size?: number; problem?: Error } = {}) {
	let timesClosed = 0;
	const source: VideoSource = {
		size: size ?? pieces.reduce((sum, piece) => sum + piece.byteLength, 0),
		peek: async () => pieces[0] ?? new Uint8Array(),
		async *read() {
			yield* pieces;
			if (problem !== undefined) throw problem;
		},
		close: () => timesClosed++,
	};
	return { source, timesClosed: () => timesClosed };
}

const wholeVideo = () => [new Uint8Array(MIB), new Uint8Array(MIB / 2)];

function fileOf({ body }: IHttpRequestOptions): File {
	const file = body instanceof FormData ? body.get('file') : undefined;
	if (file instanceof File) return file;
	throw new Error('The form has no file');
}

/** The file of a request's form, read as the HTTP layer reads it: piece by piece, one ahead of what it has sent. */
async function take(options: IHttpRequestOptions, upToBytes = Infinity): Promise<number[]> {
	const file = fileOf(options);
	const lengths: number[] = [];
	let taken = 0;
	for await (const piece of file.stream() as unknown as AsyncIterable<Uint8Array>) {
		lengths.push(piece.byteLength);
		taken += piece.byteLength;
		if (taken >= upToBytes) break;
	}
	return lengths;
}

function sending(
	answer: (request: SentRequest) => Promise<Answer>,
	{
		changes = {},
		source = sourceOf(wholeVideo()).source,
		cancelSignal,
		timeoutMs = Infinity,
	}: {
		changes?: Partial<VideoUpload>;
		source?: VideoSource;
		cancelSignal?: AbortSignal;
		timeoutMs?: number;
	} = {},
) {
	const fake = fakeApi(answer, cancelSignal === undefined ? {} : { cancelSignal });
	const upload: VideoUpload = {
		api: fake.api,
		endpoint: 'upload',
		video: { fileName: 'clip.mp4', mimeType: 'video/mp4', container: 'mp4' },
		source,
		fields: [
			['tags', 'a'],
			['tags', 'b'],
		],
		query: { callback: 'https://example.com' },
		stallTimeoutMs: 120_000,
		uploadTimeoutMs: 3_600_000,
		...changes,
	};
	return { ...fake, run: async () => await sendVideo(upload, timeoutMs) };
}

const transferFailureOf = async (run: () => Promise<unknown>): Promise<TransferFailure> => {
	return await failureOf(inVirtualTime(run), TransferFailure);
};

/** The request hangs until this side ends it. */
const hang = async ({ signal }: SentRequest): Promise<Answer> =>
	await new Promise<Answer>((resolve) => {
		signal?.addEventListener('abort', () => resolve(broken('ERR_CANCELED')));
	});

test('sends one form, with the fields before the file, and gives the answer’s data', async () => {
	const { run, requests } = sending(async (request) => {
		await take(request);
		return accepted({ videoNo: 'VI1' });
	});
	expect(await run()).toEqual({ videoNo: 'VI1' });

	expect(requests).toHaveLength(1);
	expect(requests[0]).toMatchObject({
		method: 'POST',
		endpoint: 'upload',
		qs: { callback: 'https://example.com' },
		timeout: 0,
		disableFollowRedirect: true,
		headers: { Accept: 'application/json' },
	});
	const form = requests[0]?.body as FormData;
	expect([...form.keys()]).toEqual(['tags', 'tags', 'file']);
	expect(form.get('file')).toMatchObject({ name: 'clip.mp4', type: 'video/mp4', size: 1.5 * MIB });
});

describe('the pieces that are handed over', () => {
	test.each([
		['of some MiB', [MIB, MIB, 1000], [MIB, MIB - 32_768 + 1000, 16_384, 16_384 - 1000, 1000]],
		['in one chunk', [200_000], [200_000 - 32_768, 16_384, 16_384]],
		['that fits into two pieces', [20_000], [20_000 - 16_384, 16_384]],
		['that fits into one', [16_384], [16_384]],
		['of a byte', [1], [1]],
		['whose chunk ends where the last two pieces begin', [100, 32_768], [100, 16_384, 16_384]],
	])('the last one by itself: a video %s', async (_case, chunks, expected) => {
		const lengths: number[] = [];
		const { run } = sending(
			async (request) => {
				lengths.push(...(await take(request)));
				return accepted({});
			},
			{ source: sourceOf(chunks.map((length) => new Uint8Array(length))).source },
		);
		await inVirtualTime(run);

		expect(lengths.reduce((sum, length) => sum + length)).toBe(chunks.reduce((sum, length) => sum + length));
		expect(lengths.at(-1)).toBeLessThanOrEqual(16_384);
		expect(lengths).toEqual(expected);
	});

	describe('the last one is held back for a moment', () => {
		/** How long each of some uploads to one server takes, in ms, until its last piece is handed over; NaN where all is one. */
		async function heldBackMs(count: number, size: number, answer: (index: number) => Answer) {
			const times: number[] = [];
			const fake = fakeApi(async (request) => {
				const startedAt = performance.now();
				const { length } = await take(request);
				times.push(length === 1 ? NaN : performance.now() - startedAt);
				return answer(times.length - 1);
			});
			for (let index = 0; index < count; index++) {
				const { source } = sourceOf([new Uint8Array(size)]);
				const { run } = sending(hang, { source, changes: { api: fake.api } });
				await inVirtualTime(run).catch(() => undefined);
			}
			return times;
		}

		test('of a large video always', async () => {
			const times = await heldBackMs(60, 4 * MIB + 1, () => accepted({}));
			expect(times).toEqual(Array(60).fill(50));
		});

		test('of a small one until the server has taken fifty in a row', async () => {
			const times = await heldBackMs(60, 4 * MIB, () => accepted({}));
			expect(times).toEqual([...Array<number>(50).fill(50), ...Array<number>(10).fill(NaN)]);
		});

		test.each([
			['has broken off', broken('ECONNRESET')],
			['has refused', refused('0429')],
		])('once more when the server %s', async (_case, failure) => {
			const answer = (index: number) => (index === 50 ? failure : accepted({}));
			expect((await heldBackMs(53, 20_000, answer)).slice(50)).toEqual([NaN, 50, 50]);
		});

		test('of another server as well', async () => {
			await heldBackMs(50, 20_000, () => accepted({}));
			expect(await heldBackMs(1, 20_000, () => accepted({}))).toEqual([50]);
		});
	});
});

describe('whether a whole video may have arrived', () => {
	test.each<[string, number, Answer, boolean]>([
		['all taken, connection lost', Infinity, broken('ECONNRESET'), true],
		['all taken, connection lost without a code', Infinity, new Error('socket hang up'), true],
		['all taken, a gateway says no', Infinity, { statusCode: 504, body: '<html>' }, true],
		['all taken, an answer of another', Infinity, { body: '<html>' }, true],
		['all taken, nothing in the answer', Infinity, { body: '' }, true],
		['all taken, refused', Infinity, refused('0429'), false],
		['all taken, trouble', Infinity, refused('0001', 'network abnormal'), false],
		[
			'all taken by buffers, but no connection',
			Infinity,
			broken('ECONNREFUSED', { syscall: 'connect' }),
			false,
		],
		['all but the last piece taken, connection lost', 1.5 * MIB - 16_384, broken('ECONNRESET'), false],
		['a part taken, connection lost', 1, broken('ECONNRESET'), false],
		['a part taken, a gateway says no', 1, { statusCode: 502, body: '' }, false],
	])('%s', async (_case, takenBytes, answer, mayHaveArrived) => {
		const { run } = sending(async (request) => {
			await take(request, takenBytes);
			return answer;
		});
		expect(await transferFailureOf(run)).toMatchObject({ mayHaveArrived, cause: { name: 'ApiFailure' } });
	});

	test('nothing taken', async () => {
		const { run } = sending(async () => broken('ECONNRESET'));
		expect(await transferFailureOf(run)).toMatchObject({
			mayHaveArrived: false,
			cause: { kind: 'unanswered' },
		});
	});
});

describe('a source that cannot be read', () => {
	const storage = "The video could not be read from n8n's storage";

	test.each<[string, Parameters<typeof sourceOf>, string]>([
		['breaks', [[new Uint8Array(10)], { size: 20, problem: new Error('EIO: i/o error') }], 'EIO: i/o error'],
		['breaks at its end', [[new Uint8Array(10)], { problem: new Error('EIO: i/o error') }], 'EIO: i/o error'],
		[
			'breaks without a word',
			[[new Uint8Array(10)], { size: 20, problem: 'no' as unknown as Error }],
			'nothing',
		],
		[
			'is too short',
			[[new Uint8Array(10)], { size: 20 }],
			'it should have 20 bytes, but 10 were there when reading ended',
		],
		[
			'is too long',
			[[new Uint8Array(10), new Uint8Array(11)], { size: 20 }],
			'it should have 20 bytes, but 21 were there when reading ended',
		],
	])('%s: says so, and nothing whole was sent', async (_case, source, said) => {
		const { run } = sending(
			async (request) => {
				// As axios does: the error of the stream, in one of its own.
				const error = await failureOf(take(request), Error);
				return Object.assign(new Error(error.message, { cause: error }), { name: 'AxiosError' });
			},
			{ source: sourceOf(...source).source },
		);
		const failure = await transferFailureOf(run);

		expect(failure.mayHaveArrived).toBe(false);
		expect(failure.cause).toBeInstanceOf(UserError);
		expect(failure.cause).toMatchObject({
			message: storage,
			cure: `Run the step that brings the file again, then this one. The storage said: ${said}`,
		});
	});

	const breaking = (problem = new Error('EIO: i/o error')) =>
		sourceOf([new Uint8Array(10)], { size: 20, problem }).source;

	test('keeps what the storage threw as the cause', async () => {
		const problem = new Error('EIO: i/o error');
		const { run } = sending(async (request) => await failureOf(take(request), Error), {
			source: breaking(problem),
		});
		expect((await transferFailureOf(run)).cause.cause).toBe(problem);
	});

	test.each<[string, (error: Error) => Error]>([
		[
			'inside an error with a code of its own',
			(error) => Object.assign(new Error('Network Error', { cause: error }), { code: 'ERR_NETWORK' }),
		],
		['lost by the HTTP layer, which says nothing of its own', () => new Error('aborted')],
	])('wins where it is %s', async (_case, wrapped) => {
		const { run } = sending(async (request) => wrapped(await failureOf(take(request), Error)), {
			source: breaking(),
		});
		expect(await transferFailureOf(run)).toMatchObject({ mayHaveArrived: false, message: storage });
	});

	test('that is too long: nothing of what is too much is handed over', async () => {
		const handedOver: number[] = [];
		const { run } = sending(
			async (request) => {
				const pieces = fileOf(request).stream() as unknown as AsyncIterable<Uint8Array>;
				const reading = (async () => {
					for await (const piece of pieces) handedOver.push(piece.byteLength);
				})();
				return await failureOf(reading, Error);
			},
			{ source: sourceOf([new Uint8Array(10), new Uint8Array(11)], { size: 20 }).source },
		);
		await transferFailureOf(run);

		expect(handedOver).toEqual([10]);
	});

	test('the request’s own error wins over what the closed source says afterwards', async () => {
		const { run } = sending(
			async (request) => {
				await failureOf(take(request), Error);
				return broken('ECONNRESET');
			},
			{ source: sourceOf([new Uint8Array(10)], { size: 20, problem: new Error('Premature close') }).source },
		);
		expect(await transferFailureOf(run)).toMatchObject({
			mayHaveArrived: false,
			cause: { kind: 'unanswered', said: 'read ECONNRESET' },
		});
	});

	test('no connection wins as well', async () => {
		const { run } = sending(
			async (request) => {
				await failureOf(take(request), Error);
				return new Error('connect ETIMEDOUT 10.0.0.1:443');
			},
			{ source: sourceOf([new Uint8Array(10)], { size: 20, problem: new Error('Premature close') }).source },
		);
		expect(await transferFailureOf(run)).toMatchObject({ cause: { kind: 'unreached' } });
	});

	test('the time that is over wins as well', async () => {
		const { run } = sending(
			async (request) => {
				await failureOf(take(request), Error);
				return await hang(request);
			},
			{
				source: sourceOf([new Uint8Array(10)], { size: 20, problem: new Error('Premature close') }).source,
				timeoutMs: 1_000,
			},
		);
		expect((await transferFailureOf(run)).message).toBe('The upload was not done after 60 minutes');
	});
});

describe('ended from this side', () => {
	const texts = {
		stalled: 'The upload stood still for 120 seconds',
		tooLong: 'The upload was not done after 60 minutes',
		cancelled: 'The upload was stopped because the execution was cancelled',
	};

	test('no byte moves: after Stall Timeout', async () => {
		let endedAfterMs = 0;
		const { run } = sending(async (request) => {
			await take(request, 1);
			const startedAt = performance.now();
			const answer = await hang(request);
			endedAfterMs = performance.now() - startedAt;
			return answer;
		});
		const failure = await transferFailureOf(run);

		expect(failure).toMatchObject({ message: texts.stalled, mayHaveArrived: false });
		expect(failure.cause).toMatchObject({
			cure: expect.stringContaining("raise the option 'Stall Timeout'") as string,
		});
		expect(Math.round(endedAfterMs)).toBe(120_000);
	});

	test('each byte that moves begins Stall Timeout anew', async () => {
		const { run } = sending(async (request) => {
			const file = fileOf(request);
			for await (const piece of file.stream() as unknown as AsyncIterable<Uint8Array>) {
				await new Promise((resolve) => setTimeout(resolve, piece.byteLength === 0 ? 0 : 100_000));
			}
			return accepted({});
		});
		expect(await inVirtualTime(run)).toEqual({});
	});

	test('Stall Timeout does not end what is waiting for its answer', async () => {
		const { run } = sending(async (request) => {
			await take(request);
			await new Promise((resolve) => setTimeout(resolve, 600_000));
			return accepted({ videoNo: 'VI1' });
		});
		expect(await inVirtualTime(run)).toEqual({ videoNo: 'VI1' });
	});

	test.each([
		['in mid-body', 1, false],
		['behind the body', Infinity, true],
	])('the time is over %s', async (_case, takenBytes, mayHaveArrived) => {
		const { run } = sending(
			async (request) => {
				await take(request, takenBytes);
				return await hang(request);
			},
			{ timeoutMs: 60_000 },
		);
		const failure = await transferFailureOf(run);

		expect(failure).toMatchObject({ message: texts.tooLong, mayHaveArrived });
		expect(failure.cause).toMatchObject({
			cure: expect.stringContaining("Raise the option 'Upload Timeout'") as string,
		});
	});

	test.each([
		['in mid-body', 1, false],
		['behind the body', Infinity, true],
	])('cancelled %s', async (_case, takenBytes, mayHaveArrived) => {
		const cancelling = new AbortController();
		const { run } = sending(
			async (request) => {
				await take(request, takenBytes);
				cancelling.abort();
				return broken('ERR_CANCELED');
			},
			{ cancelSignal: cancelling.signal },
		);
		expect(await transferFailureOf(run)).toMatchObject({
			message: texts.cancelled,
			mayHaveArrived,
			cause: { cure: 'No answer came for this video' },
		});
	});

	test.each([
		['cancelled before', { cancelSignal: AbortSignal.abort() }, texts.cancelled],
		['no time left', { timeoutMs: 0 }, texts.tooLong],
	])('%s: nothing is sent', async (_case, options, message) => {
		const { run, requests } = sending(async () => accepted({}), options);
		expect(await transferFailureOf(run)).toMatchObject({ message, mayHaveArrived: false });
		expect(requests).toEqual([]);
	});

	test('cancelled when the time was over already: the time is what ended it', async () => {
		const cancelling = new AbortController();
		const { run } = sending(
			async (request) => {
				const answer = await hang(request);
				cancelling.abort();
				return answer;
			},
			{ timeoutMs: 60_000, cancelSignal: cancelling.signal },
		);
		expect(await transferFailureOf(run)).toMatchObject({ name: 'TransferFailure', message: texts.tooLong });
	});

	test('an answer that has a time limit of its own may come from a video that has arrived', async () => {
		let endedAfterMs = 0;
		const { run } = sending(
			async (request) => {
				await take(request);
				const startedAt = performance.now();
				const answer = await hang(request);
				endedAfterMs = performance.now() - startedAt;
				return answer;
			},
			{ changes: { answerTimeoutMs: 300_000 } },
		);
		expect(await transferFailureOf(run)).toMatchObject({
			mayHaveArrived: true,
			cause: { kind: 'unanswered', said: 'all was sent, and no answer came' },
		});
		expect(Math.round(endedAfterMs)).toBe(300_000);
	});

	test('nothing watches on when the request is over', async () => {
		const cancelling = new AbortController();
		const { run, requests } = sending(async () => accepted({}), { cancelSignal: cancelling.signal });
		await inVirtualTime(async () => {
			await run();
			cancelling.abort();
			await new Promise((resolve) => setTimeout(resolve, 12_000));
			expect(jest.getTimerCount()).toBe(0);
		});
		expect(requests[0]?.signal?.aborted).toBe(false);
	});
});

test('a request that goes well makes no exception: its stack costs more than the rest of the watch', async () => {
	const aborts = jest.spyOn(AbortController.prototype, 'abort');
	const { run } = sending(async (request) => {
		await take(request);
		return accepted({});
	});
	await inVirtualTime(run);
	const { calls } = aborts.mock;
	aborts.mockRestore();

	expect(calls).toEqual([]);
});

test.each<[string, () => Promise<Answer>]>([
	['an answer', async () => accepted({})],
	['a failure', async () => broken('ECONNRESET')],
])('the source is closed after %s', async (_case, answer) => {
	const { source, timesClosed } = sourceOf(wholeVideo());
	await sending(answer, { source })
		.run()
		.catch(() => undefined);
	expect(timesClosed()).toBe(1);
});

test('a fault of ours stays one', async () => {
	const fault = new TypeError('x is not a function');
	expect(await failureOf(sending(async () => fault).run(), TypeError)).toBe(fault);
});
