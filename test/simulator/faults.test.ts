import { Readable } from 'node:stream';
import { request } from 'undici';
import type { Fault } from './faults';
import type { JournalEntry } from './journal';
import { defaultApiKey, type Simulator } from './simulator';
import { closeSimulators, openSimulator, postJson, upload, uploadPath } from './testClient';

const listPath = '/serve/api/v1/list_videos';

afterEach(async () => {
	jest.restoreAllMocks();
	await closeSimulators();
});

/** What a client sees of a connection that the server ended. */
const connectionError = { code: expect.stringMatching(/^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/) as string };

/** A simulator and the end of its first request. */
async function watchedSimulator(): Promise<{ simulator: Simulator; ended: Promise<JournalEntry> }> {
	let onRequestEnd: ((entry: JournalEntry) => void) | undefined;
	const ended = new Promise<JournalEntry>((resolve) => {
		onRequestEnd = resolve;
	});
	return { simulator: await openSimulator({ onRequestEnd }), ended };
}

/** The same, with a fault waiting for the first upload. */
async function faultySimulator(fault: Fault): ReturnType<typeof watchedSimulator> {
	const watched = await watchedSimulator();
	watched.simulator.faults.next('upload', fault);
	return watched;
}

/** A multipart upload that grows without end until it is broken off. */
function endlessUpload(simulator: Simulator, onChunk?: () => void): Promise<{ status: number }> {
	async function* body() {
		yield Buffer.from(
			'--b\r\nContent-Disposition: form-data; name="file"; filename="a.mp4"\r\nContent-Type: video/mp4\r\n\r\n',
		);
		for (;;) {
			onChunk?.();
			yield Buffer.alloc(65_536);
		}
	}
	return request(simulator.url + uploadPath['v1.2'], {
		method: 'POST',
		headers: { authorization: defaultApiKey, 'content-type': 'multipart/form-data; boundary=b' },
		body: Readable.from(body()),
	}).then(async ({ statusCode, body: answer }) => {
		await answer.dump();
		return { status: statusCode };
	});
}

describe('the switchboard', () => {
	it('serves faults in order, as often as asked, to their endpoint only', async () => {
		const simulator = await openSimulator();
		simulator.faults.next('upload', { kind: 'envelope', code: '0429', msg: 'busy' }, { times: 2 });
		simulator.faults.next('upload', { kind: 'http', status: 503 });

		expect(await postJson(simulator, listPath, {})).toMatchObject({ json: { code: '0000' } });
		const answers = [];
		for (let count = 0; count < 4; count++) answers.push(await upload(simulator));

		expect(answers).toMatchObject([
			{ status: 200, json: { code: '0429', msg: 'busy', failed: true } },
			{ status: 200, json: { code: '0429' } },
			{ status: 503, text: '' },
			{ status: 200, json: { code: '0000' } },
		]);
		expect(simulator.videos).toHaveLength(1);
	});

	it('forgets what is queued', async () => {
		const { simulator } = await faultySimulator({ kind: 'http', status: 503 });

		simulator.faults.clear();

		expect(await upload(simulator)).toMatchObject({ json: { code: '0000' } });
	});
});

describe('wrong answers', () => {
	it('sends any HTTP answer', async () => {
		const headers = { 'content-type': 'text/html', 'retry-after': '7' };
		const body = '<html>Bad Gateway</html>';
		const { simulator } = await faultySimulator({ kind: 'http', status: 502, body, headers });

		expect(await upload(simulator)).toMatchObject({ status: 502, headers, text: body });
		expect(simulator.journal).toMatchObject([{ file: { bytes: 18 }, answer: { status: 502, body } }]);
	});

	it('stops the JSON half way although the video exists', async () => {
		const { simulator } = await faultySimulator({ kind: 'truncatedJson' });

		const answer = await upload(simulator);

		expect(answer).toMatchObject({ status: 200, text: expect.stringMatching(/^\{"code":"0000"/) as string });
		expect(answer.json).toBeUndefined();
		expect(simulator.videos).toHaveLength(1);
	});

	it('succeeds without data', async () => {
		const { simulator } = await faultySimulator({ kind: 'noData' });

		const { json } = await upload(simulator);

		expect(json).toEqual({ code: '0000', msg: 'success', success: true, failed: false });
		expect(simulator.videos).toHaveLength(1);
	});

	it('refuses before the body has come, and reads on until the client stops', async () => {
		const body = '{"code":"0401","msg":"no"}';
		const fault: Fault = { kind: 'earlyRefusal', status: 401, body, headers: { 'x-early': 'yes' } };
		const { simulator, ended } = await faultySimulator(fault);

		expect(await endlessUpload(simulator)).toEqual({ status: 401 });

		const entry = await ended;
		expect(entry).toMatchObject({ answer: { status: 401, body }, fields: [] });
		expect(entry.file).toBeUndefined();
	});

	it('closes the connection after an early refusal', async () => {
		const { simulator } = await faultySimulator({ kind: 'earlyRefusal', status: 413, body: 'too large' });

		expect(await upload(simulator)).toMatchObject({ headers: { connection: 'close' }, text: 'too large' });
		expect(simulator.videos).toEqual([]);
	});

	it('can cut the body off after an early refusal', async () => {
		const { simulator, ended } = await faultySimulator({
			kind: 'earlyRefusal',
			status: 401,
			body: 'no',
			unreadBody: 'cutOff',
		});

		// Whether the answer survives the reset is a matter of timing; that the upload ends is not.
		await endlessUpload(simulator).catch(() => undefined);

		expect(await ended).toMatchObject({ answer: { status: 401 }, receivedBytes: 0 });
	});
});

describe('broken connections', () => {
	it('drops in the middle of the body', async () => {
		const { simulator, ended } = await faultySimulator({ kind: 'dropMidBody', afterBytes: 200_000 });

		await expect(endlessUpload(simulator)).rejects.toMatchObject(connectionError);

		const entry = await ended;
		expect(entry).toMatchObject({ aborted: true });
		expect(entry.receivedBytes).toBeGreaterThanOrEqual(200_000);
		expect(entry).not.toHaveProperty('answer');
		expect(entry.file).toBeUndefined();
	});

	it('drops a body that is shorter than that at its end', async () => {
		const { simulator, ended } = await faultySimulator({ kind: 'dropMidBody', afterBytes: 200_000 });

		await expect(upload(simulator)).rejects.toMatchObject(connectionError);

		expect(await ended).toMatchObject({ aborted: true });
		expect(simulator.videos).toEqual([]);
	});

	it.each([true, false])('drops after the body, video created: %s', async (createVideo) => {
		const { simulator, ended } = await faultySimulator({ kind: 'dropAfterBody', createVideo });

		await expect(upload(simulator)).rejects.toMatchObject(connectionError);

		expect(await ended).toMatchObject({ aborted: true, file: { bytes: 18 } });
		expect(simulator.videos).toHaveLength(createVideo ? 1 : 0);
	});

	it('stalls: reads no further and never answers', async () => {
		const { simulator, ended } = await faultySimulator({ kind: 'stall', afterBytes: 100_000 });
		const outcome = upload(simulator, { content: 'x'.repeat(5_000_000) }).catch((error: unknown) => error);
		await until(() => Number(simulator.journal[0]?.receivedBytes) >= 100_000);

		await simulator.close();

		const entry = await ended;
		expect(await outcome).toMatchObject(connectionError);
		expect(entry).toMatchObject({ aborted: true });
		expect(entry.receivedBytes).toBeLessThan(200_000);
	});

	it.each([true, false])('stays silent after the body, video created: %s', async (createVideo) => {
		const { simulator, ended } = await faultySimulator({ kind: 'silentAfterBody', createVideo });
		const outcome = upload(simulator).catch((error: unknown) => error);
		await until(() => simulator.journal[0]?.file !== undefined);

		expect(simulator.videos).toHaveLength(createVideo ? 1 : 0);
		await simulator.close();

		expect(await outcome).toMatchObject(connectionError);
		expect(await ended).toMatchObject({ aborted: true, file: { bytes: 18 } });
	});

	it('reads slowly but wholly', async () => {
		const simulator = await openSimulator();
		simulator.faults.next('list_videos', { kind: 'slowReader', bytesPerSecond: 300 });
		const delays = jest.spyOn(globalThis, 'setTimeout');

		expect(await postJson(simulator, listPath, { page: 123 })).toMatchObject({ json: { code: '0000' } });

		expect(delays.mock.calls.map(([, ms]) => ms)).toContain(40);
		expect(simulator.journal).toMatchObject([{ receivedBytes: 12, json: { page: 123 } }]);
	});

	it('closes in the midst of slow reading', async () => {
		const { simulator, ended } = await faultySimulator({ kind: 'slowReader', bytesPerSecond: 0.001 });
		const started = jest.spyOn(globalThis, 'setTimeout');
		const cleared = jest.spyOn(globalThis, 'clearTimeout');
		const outcome = upload(simulator).catch((error: unknown) => error);
		await until(() => Number(simulator.journal[0]?.receivedBytes) > 0);

		await simulator.close();

		expect(await outcome).toMatchObject(connectionError);
		expect(await ended).toMatchObject({ aborted: true });
		const delay = started.mock.calls.findIndex(([, ms]) => Number(ms) > 1e8);
		expect(cleared).toHaveBeenCalledWith(started.mock.results[delay]?.value);
	});

	it('records a client that goes away', async () => {
		const { simulator, ended } = await watchedSimulator();
		let chunks = 0;

		const outcome = endlessUpload(simulator, () => {
			if (++chunks > 5) throw new Error('client gives up');
		});

		await expect(outcome).rejects.toMatchObject({ message: 'client gives up' });
		expect(await ended).toMatchObject({ aborted: true });
		expect(simulator.videos).toEqual([]);
	});
});

/** Waits until `condition` holds, giving sockets their turn in between. */
async function until(condition: () => boolean): Promise<void> {
	while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}
