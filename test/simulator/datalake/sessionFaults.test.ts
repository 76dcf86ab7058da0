import { Readable } from 'node:stream';
import { request } from 'undici';
import { closeSimulators } from '../testClient';
import { askOffset, connectionError, openDatalake, openSession, put, until } from './datalakeClient';

afterEach(closeSimulators);

const unit = 256 * 1024;
const chunk = Buffer.alloc(4 * unit, 'chunk');
const total = 8 * unit;

const putChunk = (url: string, start = 0) =>
	put(url, `bytes ${start}-${start + chunk.length - 1}/${total}`, chunk);

describe('faults of the session host', () => {
	it.each([true, false])('breaks in a chunk, and keeps whole units: %s', async (keepsBrokenChunks) => {
		const target = await openDatalake({ switches: { keepsBrokenChunks } });
		const { url } = await openSession(target);
		target.datalake.faults.next('putChunk', { kind: 'dropMidBody', afterBytes: 3 * unit });

		await expect(putChunk(url)).rejects.toMatchObject(connectionError);

		const { status, headers } = await askOffset(url);
		const kept = target.datalake.sessionHost.sessions[0]?.keptBytes ?? NaN;
		expect(status).toBe(308);
		expect(headers.range).toBe(kept === 0 ? undefined : `bytes=0-${kept - 1}`);
		expect(kept % unit).toBe(0);
		expect(kept).toBeLessThan(4 * unit);
		expect(kept > 0).toBe(keepsBrokenChunks);
	});

	it('stops writing what still arrives once it has said how far it is', async () => {
		const target = await openDatalake();
		const { url } = await openSession(target);
		const [session] = target.datalake.sessionHost.sessions;
		let release: (() => void) | undefined;
		const released = new Promise<void>((resolve) => (release = resolve));
		async function* slowChunk() {
			yield chunk.subarray(0, 2 * unit);
			await released;
			yield chunk.subarray(2 * unit);
		}
		const headers = { 'content-range': `bytes 0-${chunk.length - 1}/${total}` };
		const slow = request(url, { method: 'PUT', headers, body: Readable.from(slowChunk()) });
		const outcome = slow.catch((error: unknown) => error);
		await until(() => session?.keptBytes === 2 * unit);

		const asked = await askOffset(url);
		release?.();
		expect(await outcome).toMatchObject(connectionError);
		const rest = await put(url, `bytes ${2 * unit}-${total - 1}/${total}`, Buffer.alloc(6 * unit));

		expect(asked.headers.range).toBe(`bytes=0-${2 * unit - 1}`);
		expect(rest.status).toBe(200);
		expect(session?.keptBytes).toBe(total);
	});

	it('loses the answer to a chunk that it has kept', async () => {
		const target = await openDatalake();
		const { url } = await openSession(target);
		target.datalake.faults.next('putChunk', { kind: 'dropAfterBody', createVideo: true });

		await expect(putChunk(url)).rejects.toMatchObject(connectionError);
		expect((await askOffset(url)).headers.range).toBe(`bytes=0-${chunk.length - 1}`);
	});

	it('keeps less than it got', async () => {
		const target = await openDatalake();
		const { url } = await openSession(target);
		target.datalake.faults.next('putChunk', { kind: 'keepLess', bytes: 2 * unit + 5 });

		expect(await putChunk(url)).toMatchObject({ status: 308, headers: { range: `bytes=0-${2 * unit - 1}` } });
		expect(await putChunk(url, 2 * unit)).toMatchObject({ headers: { range: `bytes=0-${6 * unit - 1}` } });
	});

	it('leaves out the range', async () => {
		const target = await openDatalake();
		const { url } = await openSession(target);
		target.datalake.faults.next('putChunk', { kind: 'noRange' });

		const { status, headers } = await putChunk(url);

		expect({ status, range: headers.range }).toEqual({ status: 308, range: undefined });
		expect((await askOffset(url)).headers.range).toBe(`bytes=0-${chunk.length - 1}`);
	});

	it.each([404, 410] as const)('ends the session with %i', async (status) => {
		const target = await openDatalake();
		const { url } = await openSession(target);
		await putChunk(url);
		target.datalake.faults.next('putChunk', { kind: 'endSession', status });

		expect(await putChunk(url, chunk.length)).toMatchObject({ status });
		expect(await askOffset(url)).toMatchObject({ status });
		expect(target.datalake.sessionHost.sessions).toMatchObject([
			{ endedWith: status, keptBytes: chunk.length },
		]);
	});

	it('is out of order, or keeps nothing of what it does not answer', async () => {
		const target = await openDatalake();
		const { url } = await openSession(target);
		const { faults } = target.datalake;
		faults.next('putChunk', { kind: 'http', status: 503 });
		faults.next('putChunk', { kind: 'refusal', status: 429, code: 'rate_limited', message: 'slow down' });
		faults.next('putChunk', { kind: 'dropAfterBody', createVideo: false });

		expect(await putChunk(url)).toMatchObject({ status: 503 });
		expect(await putChunk(url)).toMatchObject({ status: 429, text: 'slow down' });
		await expect(putChunk(url)).rejects.toMatchObject(connectionError);
		expect((await askOffset(url)).headers.range).toBeUndefined();
	});

	it('is slow, or silent', async () => {
		const target = await openDatalake();
		const { url } = await openSession(target);
		const { faults, sessionHost } = target.datalake;
		faults.next('putChunk', { kind: 'slowReader', bytesPerSecond: 50_000_000 });
		faults.next('putChunk', { kind: 'silentAfterBody', createVideo: true });

		expect(await putChunk(url)).toMatchObject({ status: 308 });
		const outcome = putChunk(url, 4 * unit).catch((error: unknown) => error);
		await until(() => sessionHost.sessions[0]?.sha256 !== undefined);
		await target.simulator.close();

		expect(await outcome).toMatchObject(connectionError);
		expect(sessionHost.journal[1]?.answer).toBeUndefined();
	});
});
