import { createHash } from 'node:crypto';
import { closeSimulators, openSimulator, postJson, send, upload } from './testClient';

afterEach(closeSimulators);

const sha256 = (content: string) => createHash('sha256').update(content).digest('hex');

it('finds the videos that an upload has made: stored, still to come, and deleted', async () => {
	const simulator = await openSimulator();
	await upload(simulator, { content: 'one', fields: [['callback', 'http://a.test/']] });
	await postJson(simulator, '/serve/api/v1/delete_videos', [simulator.videos[0]?.videoNo]);
	simulator.world.storing = 'held';
	await upload(simulator, { content: 'one', fileName: 'again.mp4' });
	await upload(simulator, { content: 'two', fields: [['callback', 'http://a.test/']] });
	await upload(simulator, { content: 'two', version: 'v1.1', fileName: 'refused', fields: [['x', '1']] });
	const { tally } = simulator;

	expect(simulator.videos).toEqual([]);
	expect(tally.videosMadeOf({})).toHaveLength(4);
	expect(tally.videosMadeOf({ sha256: sha256('one') })).toMatchObject([
		{ fileName: 'clip.mp4' },
		{ fileName: 'again.mp4' },
	]);
	expect(tally.videosMadeOf({ fileName: 'again.mp4' })).toHaveLength(1);
	expect(tally.videosMadeOf({ fields: [['callback', 'http://a.test/']] })).toHaveLength(2);
	expect(
		tally.videosMadeOf({ sha256: sha256('two'), fields: [['callback', 'http://a.test/']] }),
	).toHaveLength(1);
	expect(tally.videosMadeOf({ sha256: sha256('three') })).toEqual([]);
});

it('counts no video for an upload that is refused or not carried out', async () => {
	const simulator = await openSimulator();
	simulator.faults.next('upload', { kind: 'http', status: 503 });
	await upload(simulator);
	await upload(simulator, { fileName: 'clip.txt' });

	expect(simulator.tally.videosMadeOf({})).toEqual([]);
});

it('finds the videos of uploads from a URL', async () => {
	const simulator = await openSimulator();
	await send(simulator, 'POST', '/serve/api/v1/upload_url', {
		body: 'url=http%3A%2F%2Fa.test%2Fb.mp4',
		headers: { 'content-type': 'application/x-www-form-urlencoded' },
	});

	expect(simulator.tally.videosMadeOf({ fields: [['url', 'http://a.test/b.mp4']] })).toHaveLength(1);
});

it('gives the requests of an endpoint, in any generation, and what they brought', async () => {
	const simulator = await openSimulator();
	await upload(simulator);
	await upload(simulator, { version: 'v1.1' });
	await postJson(simulator, '/serve/api/v1/list_videos', {});
	await send(simulator, 'GET', '/nowhere');
	const { tally } = simulator;

	expect(tally.requestsTo('upload').map(({ path }) => path)).toEqual([
		'/serve/api/v1/upload',
		'/serve/api/video/upload',
	]);
	expect(tally.bytesReceivedBy('upload')).toEqual(
		simulator.journal.slice(0, 2).map((entry) => entry.contentLength),
	);
	expect(tally.bytesReceivedBy('list_videos')).toEqual([2]);
	expect(tally.requestsTo('chat')).toEqual([]);
});

describe.each([20_000, 200_000, 3_000_000])('of a body of %s bytes', (length) => {
	it.each([0.05, 0.5, 0.99, 1])(
		'the part of %s that came before the connection broke',
		async (afterShare) => {
			const simulator = await openSimulator();
			simulator.faults.next('upload', { kind: 'dropMidBody', afterShare });

			await expect(upload(simulator, { content: 'x'.repeat(length) })).rejects.toHaveProperty('code');

			const [request] = simulator.tally.requestsTo('upload');
			expect(request?.contentLength).toBeGreaterThan(length);
			expect(request).toMatchObject({ isBodyWhole: afterShare === 1 });
			expect(request?.receivedBytes).toBe(Math.ceil(afterShare * Number(request?.contentLength)));
			expect(simulator.tally.videosMadeOf({})).toEqual([]);
		},
	);
});

it('stalls at a share of the body', async () => {
	const simulator = await openSimulator();
	simulator.faults.next('upload', { kind: 'stall', afterShare: 0.5 });
	const outcome = upload(simulator, { content: 'x'.repeat(1_000_000) }).catch(() => 'broken off');
	const half = () => Math.ceil(Number(simulator.journal[0]?.contentLength) / 2);
	while (simulator.tally.bytesReceivedBy('upload')[0] !== half()) {
		await new Promise((resolve) => setImmediate(resolve));
	}

	await simulator.close();

	expect(await outcome).toBe('broken off');
	expect(simulator.journal).toMatchObject([{ receivedBytes: half(), isBodyWhole: false }]);
});
