import { Readable } from 'node:stream';
import { closeSimulators } from '../testClient';
import { askOffset, fetched, openDatalake, openSession, put } from './datalakeClient';
import { file, putAll, putPart, sha256, unit } from './testFile';

afterEach(closeSimulators);

describe('a session', () => {
	it('takes the file chunk by chunk', async () => {
		const target = await openDatalake();
		const { url, videoId } = await openSession(target);

		const answers = [
			await askOffset(url),
			await putPart(url, 0, unit - 1),
			await askOffset(url, file.length),
			await putPart(url, unit, 2 * unit - 1),
			await putPart(url, 2 * unit, file.length - 1),
			await askOffset(url),
		];

		expect(answers.map(({ status }) => status)).toEqual([308, 308, 308, 308, 200, 200]);
		expect(answers.map(({ headers }) => headers.range)).toEqual([
			undefined,
			`bytes=0-${unit - 1}`,
			`bytes=0-${unit - 1}`,
			`bytes=0-${2 * unit - 1}`,
			undefined,
			undefined,
		]);
		expect(answers[4]?.json).toMatchObject({ size: String(file.length) });
		expect(target.datalake.sessionHost.sessions).toMatchObject([
			{
				videoId,
				keptBytes: file.length,
				total: file.length,
				sha256,
				chunks: [
					{
						contentRange: `bytes 0-${unit - 1}/${file.length}`,
						receivedBytes: unit,
						keptBefore: 0,
						status: 308,
					},
					{ receivedBytes: unit, keptBefore: unit, keptAfter: 2 * unit, status: 308 },
					{ receivedBytes: 100, keptBefore: 2 * unit, keptAfter: file.length, status: 200 },
				],
			},
		]);
		expect(target.datalake.sessionHost.journal).toHaveLength(6);
	});

	it('takes the file at once, with or without a range', async () => {
		const target = await openDatalake({ switches: { finalChunkStatus: 201 } });
		const [first, second] = [await openSession(target), await openSession(target)];

		expect(await put(first.url, undefined, file)).toMatchObject({ status: 201 });
		expect(await putPart(second.url, 0, file.length - 1)).toMatchObject({ status: 201 });
		expect(target.datalake.sessionHost.sessions).toMatchObject([{ sha256 }, { sha256 }]);
	});

	it('takes a file of a size that shows at the end only', async () => {
		const target = await openDatalake();
		const { url } = await openSession(target);

		await put(url, `bytes 0-${unit - 1}/*`, file.subarray(0, unit));
		const asked = await askOffset(url);
		const ended = await askOffset(url, unit);

		expect([asked.status, ended.status]).toEqual([308, 200]);
	});

	it('answers again once it is whole', async () => {
		const target = await openDatalake();
		const { url } = await openSession(target);
		await putAll(url);

		const beyond = await put(url, `bytes ${file.length}-${file.length + unit - 1}/*`, Buffer.alloc(unit));
		const again = await putPart(url, 2 * unit, file.length - 1);

		expect([beyond.status, again.status]).toEqual([200, 200]);
		expect(target.datalake.sessionHost.sessions).toMatchObject([{ sha256, keptBytes: file.length }]);
	});

	it('refuses a body of unknown length that is shorter than its range', async () => {
		const target = await openDatalake();
		const { url } = await openSession(target);

		const body = Readable.from([file.subarray(0, unit)]);
		const headers = { 'content-range': `bytes 0-${2 * unit - 1}/${file.length}` };

		expect(await fetched(url, { method: 'PUT', headers, body })).toMatchObject({ status: 400 });
	});

	it('passes over what it has', async () => {
		const target = await openDatalake();
		const { url } = await openSession(target);
		await putPart(url, 0, unit - 1);

		expect(await putPart(url, 0, file.length - 1)).toMatchObject({ status: 200 });
		expect(target.datalake.sessionHost.sessions).toMatchObject([{ sha256, keptBytes: file.length }]);
	});

	it.each([
		[503, undefined],
		[400, undefined],
		[308, `bytes=0-${unit - 1}`],
	] as const)('answers a gap with %i', async (gapAnswer, range) => {
		const target = await openDatalake({ switches: { gapAnswer } });
		const { url } = await openSession(target);
		await putPart(url, 0, unit - 1);

		const { status, headers } = await putPart(url, 2 * unit, file.length - 1);

		expect({ status, range: headers.range }).toEqual({ status: gapAnswer, range });
		expect(target.datalake.sessionHost.sessions).toMatchObject([{ keptBytes: unit }]);
	});

	it('refuses a chunk that is no multiple of 256 KiB, or keeps as much as is one', async () => {
		const target = await openDatalake();
		const { url } = await openSession(target);

		const refused = await putPart(url, 0, unit + 4);
		const kept = await askOffset(url);
		target.datalake.switches.unevenChunks = 'cutDown';
		const cutDown = await putPart(url, 0, unit + 4);

		expect(refused).toMatchObject({ status: 400, text: expect.stringContaining('262144') as string });
		expect(kept.headers.range).toBeUndefined();
		expect(cutDown).toMatchObject({ status: 308, headers: { range: `bytes=0-${unit - 1}` } });
	});

	it.each([
		['bytes 0-9/10', 11],
		['bytes 0-10/10', 11],
		['bytes 5-4/10', 1],
		['0-9/10', 10],
		['bytes 0-9/20', 10],
	])('refuses %s with %i bytes', async (contentRange, bytes) => {
		const target = await openDatalake();
		const { url } = await openSession(target);

		expect(await put(url, contentRange, file.subarray(0, bytes))).toMatchObject({ status: 400 });
		expect(await askOffset(url)).toMatchObject({ status: 308 });
	});

	it('refuses another total than before', async () => {
		const target = await openDatalake();
		const { url } = await openSession(target);
		await putPart(url, 0, unit - 1);

		expect(await askOffset(url, file.length + 1)).toMatchObject({ status: 400 });
	});

	it('refuses and records an API key', async () => {
		const target = await openDatalake();
		const { url } = await openSession(target);
		expect(target.datalake.sessionHost.authorizations).toEqual([]);

		const answer = await putPart(url, 0, unit - 1, { authorization: 'sk-mai-simulator' });

		expect(answer.status).toBe(401);
		expect(target.datalake.sessionHost.authorizations).toEqual(['sk-mai-simulator']);
		expect(target.datalake.sessionHost.sessions).toMatchObject([{ keptBytes: 0 }]);
	});

	it('is found by its whole address only', async () => {
		const target = await openDatalake();
		const { url } = await openSession(target);

		expect(await askOffset(url.slice(0, -1))).toMatchObject({ status: 404 });
		expect(await askOffset(url.replace('/o?', '/x?'))).toMatchObject({ status: 404 });
		expect(await fetched(url, { method: 'GET' })).toMatchObject({ status: 400 });
	});

	it('can be cancelled', async () => {
		const target = await openDatalake();
		const { url } = await openSession(target);

		expect(await fetched(url, { method: 'DELETE' })).toMatchObject({ status: 499 });
		expect(await putPart(url, 0, unit - 1)).toMatchObject({ status: 499 });
	});
});
