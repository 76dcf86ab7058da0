import type { IHttpRequestOptions } from 'n8n-workflow';
import { UserError } from '../../../../../nodes/MemoriesAi/texts/UserError';
import { secretsOf } from '../../../../../nodes/MemoriesAi/state';
import type { VideoSource } from '../../../../../nodes/MemoriesAi/upload/file/videoSource';
import { uploadTransfer } from '../../../../../nodes/MemoriesAi/upload/transfer/datalake/uploadTransfer';
import { partSize } from '../../../../../nodes/MemoriesAi/upload/transfer/datalake/uploadSession';
import { videoRequest } from '../../../../../nodes/MemoriesAi/upload/transfer/datalake/videoRequest';
import { TransferFailure } from '../../../../../nodes/MemoriesAi/upload/transfer/TransferFailure';
import { broken, type Answer } from '../../../support/fakeMemoriesAi';
import { fakeDatalake, said, saidNo, type DatalakeRequest } from '../../../support/fakeDatalake';
import { failureOf, inVirtualTime } from '../../../support/virtualTime';
import { plainVideo } from '../support/videos';

const MIB = 1024 ** 2;
const PART = 8 * MIB;
const SECRET = 'session-of-thirty-two-characters';

const made = said({ video_id: 'vid_1', operation: 'op_1', status: 'processing' });
const opened = said({
	video_id: 'vid_1',
	upload_url: `https://storage.test/put?id=${SECRET}&a=b`,
	chunk_size: PART,
});
const has = (bytes?: number): Answer => ({
	statusCode: 308,
	headers: bytes === undefined || bytes === 0 ? {} : { range: `bytes=0-${bytes - 1}` },
	body: '',
});
const complete: Answer = { statusCode: 200, body: '' };

/** A source of so many zeros, which notes where it was read from. */
function zeros(size: number) {
	const reads: number[] = [];
	let timesClosed = 0;
	const source: VideoSource = {
		size,
		peek: async () => new Uint8Array(),
		async *read(from = 0) {
			reads.push(from);
			for (let at = from; at < size; at += MIB) yield new Uint8Array(Math.min(MIB, size - at));
		},
		close: () => timesClosed++,
	};
	return { source, reads, timesClosed: () => timesClosed };
}

/** How many bytes of a part the HTTP layer takes. */
async function take({ body }: IHttpRequestOptions, upToBytes = Infinity): Promise<number> {
	let taken = 0;
	if (!(body instanceof File)) return taken;
	for await (const piece of body.stream() as unknown as AsyncIterable<Uint8Array>) {
		taken += piece.byteLength;
		if (taken >= upToBytes) break;
	}
	return taken;
}

type SessionAnswer = (options: IHttpRequestOptions, index: number) => Answer | Promise<Answer>;

/** An upload; `answer` is asked about all but the session. */
function uploading(
	size: number,
	answer: (request: DatalakeRequest, index: number) => Answer | Promise<Answer>,
	answerOfSession: SessionAnswer = () => complete,
	{ cancelSignal, ...changes }: { stallTimeoutMs?: number; cancelSignal?: AbortSignal } = {},
) {
	const fake = fakeDatalake(answer, {
		answerOfSession,
		...(cancelSignal === undefined ? {} : { cancelSignal }),
	});
	const made_ = zeros(size);
	const transfer = uploadTransfer({
		api: fake.api,
		file: { fileName: 'clip.mp4', mimeType: 'video/mp4', container: 'mp4' },
		source: made_.source,
		video: plainVideo,
		stallTimeoutMs: 120_000,
		uploadTimeoutMs: 3_600_000,
		...changes,
	});
	const ranges = () => fake.puts.map(({ headers }) => headers?.['Content-Range']);
	return {
		...fake,
		...made_,
		transfer,
		ranges,
		send: async (leftMs = 3_600_000) => await transfer.send(leftMs),
	};
}

/** A session that takes every part whole. */
const taking: SessionAnswer = async (options) => {
	const range = options.headers?.['Content-Range'] as string;
	if (range.startsWith('bytes */')) return has(0);
	const taken = await take(options);
	const [, start = '', end = '', total = ''] = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(range) ?? [];
	if (taken !== Number(end) - Number(start) + 1) return broken('ECONNRESET');
	return Number(end) + 1 === Number(total) ? complete : has(Number(end) + 1);
};

const finalizing =
	(...finals: Answer[]) =>
	({ asked }: DatalakeRequest): Answer =>
		asked === 'POST /videos' ? opened : (finals.shift() ?? made);

describe('a small video', () => {
	test('goes in one form', async () => {
		const { send, requests, asked, transfer, puts } = uploading(100, () => made);

		expect(transfer).toMatchObject({
			isRepeatable: true,
			expected: { name: 'clip.mp4', size: 100, uniqueId: undefined },
		});
		expect(await send()).toEqual({
			videoNo: 'vid_1',
			videoName: 'clip',
			videoStatus: 'processing',
			operation: 'op_1',
			collectionId: 'col_1',
		});
		expect(asked()).toEqual(['POST /videos']);
		const form = requests[0]?.body as FormData;
		expect([...form.keys()]).toEqual(['json', 'file']);
		expect(JSON.parse(form.get('json') as string)).toEqual(videoRequest(plainVideo));
		expect(puts).toEqual([]);
		expect(transfer.hasAdvanced?.()).toBe(false);
	});

	test('is waited for for five minutes once it is sent', async () => {
		const { send } = uploading(100, async ({ body, signal }) => {
			await take({ url: '', body: (body as FormData).get('file') });
			return await new Promise((resolve) =>
				signal?.addEventListener('abort', () => resolve(broken('ERR_CANCELED'))),
			);
		});
		let tookMs = 0;
		const failure = await inVirtualTime(async () => {
			const startedAt = performance.now();
			const failed = await failureOf(send(), TransferFailure);
			tookMs = performance.now() - startedAt;
			return failed;
		});

		expect(failure).toMatchObject({ mayHaveArrived: true, cause: { kind: 'unanswered' } });
		expect(Math.round(tookMs / 1_000)).toBe(300);
	});

	test.each([
		['of up to 8 MiB goes in a form again', 8 * MIB, undefined],
		['of more comes in parts', 8 * MIB + 1, { upload: 'resumable' }],
	])('that was refused for the limit and is %s', async (_case, size, query) => {
		const { send, requests } = uploading(size, (_request, index) => (index === 0 ? saidNo(429) : made));
		await failureOf(send(), TransferFailure);
		await send();

		expect(requests.map(({ qs }) => qs)).toEqual([{}, query ?? {}]);
	});

	test('that was refused for another reason goes in a form again', async () => {
		const { send, requests } = uploading(9 * MIB, (_request, index) => (index === 0 ? saidNo(500) : made));
		await failureOf(send(), TransferFailure);
		await send();

		expect(requests.map(({ qs }) => qs)).toEqual([{}, {}]);
	});
});

test.each([
	[undefined, PART],
	[0, PART],
	[1, PART],
	[PART + 1, PART],
	[PART + 256 * 1024, PART + 256 * 1024],
	[PART + 256 * 1024 - 1, PART],
	[16 * MIB, 16 * MIB],
])('parts of %d bytes are asked for, and have %d', (wanted, bytes) => {
	expect(partSize(wanted)).toBe(bytes);
});

describe('a large video', () => {
	const SIZE = 100_000_001;
	const parts = Math.ceil(SIZE / PART);
	const rangeOf = (part: number) => `bytes ${part * PART}-${Math.min((part + 1) * PART, SIZE) - 1}/${SIZE}`;

	test('of a hundred million bytes still goes in a form', async () => {
		const { send, puts } = uploading(SIZE - 1, () => made);
		await send();
		expect(puts).toEqual([]);
	});

	test('comes part by part, in one pass, to the address that memories.ai names', async () => {
		const { send, asked, requests, puts, ranges, reads, api, timesClosed, transfer } = uploading(
			SIZE,
			finalizing(),
			taking,
		);

		expect(await send()).toMatchObject({ videoNo: 'vid_1', operation: 'op_1' });
		expect(asked()).toEqual(['POST /videos', 'POST /videos/vid_1:finalize']);
		expect(requests[0]).toMatchObject({
			qs: { upload: 'resumable' },
			body: videoRequest(plainVideo),
			timeout: 60_000,
		});
		expect(requests[1]).toMatchObject({ timeout: 60_000 });
		expect(ranges()).toEqual([
			`bytes */${SIZE}`,
			...Array.from({ length: parts }, (_, part) => rangeOf(part)),
		]);
		expect(reads).toEqual([0]);
		expect(puts[0]).toMatchObject({
			method: 'PUT',
			url: `https://storage.test/put?id=${SECRET}&a=b`,
			headers: { 'Content-Length': '0' },
			timeout: 60_000,
			disableFollowRedirect: true,
			ignoreHttpStatusErrors: true,
			returnFullResponse: true,
			encoding: 'text',
		});
		expect(puts[0]).not.toHaveProperty('body');
		expect(puts[1]).toMatchObject({ timeout: 0, body: expect.any(File) as File });
		expect(puts[1]?.headers).not.toHaveProperty('Content-Length');
		expect(puts[1]?.abortSignal).toBeInstanceOf(AbortSignal);
		expect(secretsOf(api.context)).toEqual(expect.arrayContaining([SECRET, `/put?id=${SECRET}&a=b`]));
		expect(secretsOf(api.context)).not.toContain('b');
		expect(timesClosed()).toBeGreaterThan(0);
		expect([transfer.hasAdvanced?.(), transfer.hasAdvanced?.()]).toEqual([true, false]);
	});

	test('with an address and without a number is not sent: nobody could finalize it', async () => {
		const { send, puts } = uploading(SIZE, () => said({ upload_url: 'https://storage.test/put' }));
		await failureOf(send(), Error);

		expect(puts).toEqual([]);
	});

	test('that memories.ai has already is not sent', async () => {
		const { send, puts } = uploading(SIZE, () => made);

		expect(await send()).toMatchObject({ videoNo: 'vid_1' });
		expect(puts).toEqual([]);
	});

	test('goes on behind a break, in the same session, where the session says', async () => {
		const { send, asked, ranges, reads, transfer } = uploading(SIZE, finalizing(), async (options, index) => {
			if (index === 2) {
				await take(options, 3 * MIB);
				return broken('ECONNRESET');
			}
			return index === 3 ? has(PART + MIB) : await taking(options, index);
		});
		expect(await failureOf(send(), TransferFailure)).toMatchObject({
			mayHaveArrived: false,
			cause: { kind: 'unanswered' },
		});
		expect(transfer.hasAdvanced?.()).toBe(true);
		await send();

		expect(asked()).toEqual(['POST /videos', 'POST /videos/vid_1:finalize']);
		expect(ranges().slice(0, 5)).toEqual([
			`bytes */${SIZE}`,
			rangeOf(0),
			rangeOf(1),
			`bytes */${SIZE}`,
			`bytes ${PART + MIB}-${2 * PART + MIB - 1}/${SIZE}`,
		]);
		// What broke off was kept, so the file is not read anew.
		expect(reads).toEqual([0]);
	});

	test('whose session does not say how far it is after a part is asked', async () => {
		const { send, ranges } = uploading(SIZE, finalizing(), async (options, index) => {
			if (index === 1) {
				await take(options);
				return has();
			}
			return index === 2 ? has(PART) : await taking(options, index);
		});
		await send();

		expect(ranges().slice(0, 4)).toEqual([`bytes */${SIZE}`, rangeOf(0), `bytes */${SIZE}`, rangeOf(1)]);
	});

	test.each<[string, Answer, string]>([
		['has taken nothing of a part', has(1), 'incomplete'],
		['has more than there is', has(SIZE + 1), 'unreadable'],
		['answers with a page', { statusCode: 204, body: '' }, 'gateway'],
		['is redirected', { statusCode: 302, body: '' }, 'gateway'],
		['has trouble', { statusCode: 503, headers: { 'retry-after': '7' }, body: '' }, 'gateway'],
		['refuses', { statusCode: 403, body: '' }, 'incomplete'],
		['refuses for the first time', { statusCode: 400, body: '' }, 'incomplete'],
		['refuses for the last time', { statusCode: 499, body: '' }, 'incomplete'],
		['breaks', { statusCode: 500, body: '' }, 'gateway'],
		['wants a pause', { statusCode: 429, body: '' }, 'limit'],
	])('whose session %s: a try has ended', async (_case, answer, kind) => {
		const { send, asked } = uploading(SIZE, finalizing(), async (options, index) => {
			if (index === 0) return has(1);
			await take(options);
			return answer;
		});
		const failure = await failureOf(send(), TransferFailure);

		expect(failure).toMatchObject({ mayHaveArrived: false, cause: { kind } });
		if (_case === 'has trouble') expect(failure.cause).toMatchObject({ code: '503', retryAfterMs: 7_000 });
		expect(asked()).toEqual(['POST /videos']);
	});

	test.each([404, 410])('whose session is gone (%d) opens another', async (statusCode) => {
		const { send, asked } = uploading(SIZE, finalizing(), async (options, index) =>
			index === 0 ? { statusCode, body: '' } : await taking(options, index),
		);
		expect(await failureOf(send(), TransferFailure)).toMatchObject({
			mayHaveArrived: false,
			cause: { kind: 'incomplete' },
		});
		await send();

		expect(asked()).toEqual(['POST /videos', 'POST /videos', 'POST /videos/vid_1:finalize']);
	});

	test('that the session has whole is only finalized', async () => {
		const { send, ranges } = uploading(SIZE, finalizing(), () => ({ statusCode: 201, body: '' }));
		await send();

		expect(ranges()).toEqual([`bytes */${SIZE}`]);
	});

	describe('that is not finalized', () => {
		test.each<[string, Answer, boolean, string[]]>([
			['for the limit: nothing is asked again', saidNo(429), false, []],
			['for want of bytes: the session is asked', saidNo(409), false, [`bytes */${SIZE}`]],
			[
				'without an answer: the session is asked, and it may be there',
				broken('ECONNRESET'),
				true,
				[`bytes */${SIZE}`],
			],
		])('%s', async (_case, answer, mayHaveArrived, asks) => {
			const { send, ranges, asked } = uploading(SIZE, finalizing(answer), async (options, index) =>
				index > parts ? complete : await taking(options, index),
			);
			expect(await failureOf(send(), TransferFailure)).toMatchObject({ mayHaveArrived });
			const before = ranges().length;
			await send();

			expect(ranges().slice(before)).toEqual(asks);
			expect(asked()).toEqual(['POST /videos', 'POST /videos/vid_1:finalize', 'POST /videos/vid_1:finalize']);
		});

		test('because it is unknown: another session is opened', async () => {
			const { send, asked } = uploading(SIZE, finalizing(saidNo(404, 'not_found')), () => complete);
			expect(await failureOf(send(), TransferFailure)).toMatchObject({ cause: { kind: 'absent' } });
			await send();

			expect(asked()).toEqual([
				'POST /videos',
				'POST /videos/vid_1:finalize',
				'POST /videos',
				'POST /videos/vid_1:finalize',
			]);
		});
	});

	test.each<[string, Answer]>([
		['refused', saidNo(403)],
		['lost', broken('ECONNRESET')],
	])('whose session is not opened: %s', async (_case, answer) => {
		expect(await failureOf(uploading(SIZE, () => answer).send(), TransferFailure)).toMatchObject({
			mayHaveArrived: false,
		});
	});

	test.each(['http://storage.test/put', 'ftp://storage.test/put', 'nonsense'])(
		'is not sent to %s',
		async (upload_url) => {
			const fake = fakeDatalake(() => said({ id: 'vid_1', upload_url }));
			const transfer = uploadTransfer({
				api: { ...fake.api, baseUrl: 'https://api.memories.ai' },
				file: { fileName: 'clip.mp4', mimeType: 'video/mp4', container: 'mp4' },
				source: zeros(SIZE).source,
				video: plainVideo,
				stallTimeoutMs: 120_000,
				uploadTimeoutMs: 3_600_000,
			});

			expect(await failureOf(transfer.send(60_000), UserError)).toMatchObject({
				message: 'memories.ai named an address for the upload that is not safe',
				cure: expect.stringMatching(/^It does not begin with https/) as string,
			});
			expect(fake.puts).toEqual([]);
			expect(secretsOf(fake.api.context)).toContain(upload_url);
		},
	);

	describe('ended from this side', () => {
		/** The request hangs until this side ends it. */
		const hanging: SessionAnswer = async ({ abortSignal }, index) =>
			index === 0
				? has(0)
				: await new Promise<Answer>((resolve) => {
						const end = () => resolve(broken('ERR_CANCELED'));
						(abortSignal as AbortSignal | undefined)?.addEventListener('abort', end);
					});

		test('a part of which no byte moves', async () => {
			const { send, timesClosed } = uploading(SIZE, finalizing(), hanging, { stallTimeoutMs: 30_000 });
			const failure = await inVirtualTime(async () => await failureOf(send(), TransferFailure));

			expect(timesClosed()).toBe(1);

			expect(failure).toMatchObject({
				mayHaveArrived: false,
				cause: { kind: 'unanswered', said: 'the upload stood still for 30 seconds' },
			});
		});

		test('the time is over', async () => {
			const { send } = uploading(SIZE, finalizing(), hanging);
			const failure = await inVirtualTime(async () => await failureOf(send(10_000), TransferFailure));

			expect(failure).toMatchObject({
				message: 'The upload was not done after 60 minutes',
				mayHaveArrived: false,
			});
		});

		test.each([0, 1])('cancelled at request %d of the session', async (at) => {
			const cancelling = new AbortController();
			const { send, puts } = uploading(
				SIZE,
				finalizing(),
				async (options, index) => {
					if (index === at) cancelling.abort();
					return index === at ? broken('ERR_CANCELED') : await taking(options, index);
				},
				{ cancelSignal: cancelling.signal },
			);

			expect(await failureOf(send(), TransferFailure)).toMatchObject({
				message: 'The upload was stopped because the execution was cancelled',
				mayHaveArrived: false,
			});
			expect(puts.map(({ abortSignal }) => (abortSignal as AbortSignal | undefined)?.aborted)).toEqual(
				puts.map(() => true),
			);
		});
	});

	test('that n8n cannot read any more says so', async () => {
		const { send, source } = uploading(SIZE, finalizing(), async (options, index) => {
			if (index === 0) return has(0);
			const error = await failureOf(take(options), Error);
			return Object.assign(new Error(error.message, { cause: error }), { name: 'AxiosError' });
		});
		source.read = async function* () {
			yield new Uint8Array(10);
			throw new Error('EIO: i/o error');
		};

		expect(await failureOf(send(), TransferFailure)).toMatchObject({
			mayHaveArrived: false,
			message: "The video could not be read from n8n's storage",
			cause: { cure: expect.stringContaining('EIO: i/o error') as string },
		});
	});
});
