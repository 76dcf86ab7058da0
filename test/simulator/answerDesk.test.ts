import { closeSimulators, openSimulator, upload } from './testClient';

afterEach(async () => {
	jest.restoreAllMocks();
	await closeSimulators();
});

const nameIn = ({ json }: { json: unknown }) => (json as { data: { videoNo: string } }).data.videoNo;

/** Waits until so many requests have been read. */
async function bodiesRead(
	simulator: Awaited<ReturnType<typeof openSimulator>>,
	count: number,
): Promise<void> {
	while (simulator.journal.filter(({ isBodyWhole }) => isBodyWhole).length < count) {
		await new Promise((resolve) => setImmediate(resolve));
	}
}

it('holds answers back until told, while other requests go on', async () => {
	const simulator = await openSimulator();
	simulator.faults.next('upload', { kind: 'lateAnswer', by: 'held' });
	const held = upload(simulator, { fileName: 'held.mp4' });
	await bodiesRead(simulator, 1);

	await upload(simulator, { fileName: 'other.mp4' });
	const before = simulator.journal.map(({ answer }) => answer !== undefined);
	simulator.releaseAnswers();

	expect(before).toEqual([false, true]);
	expect(nameIn(await held)).toBe(simulator.videos[0]?.videoNo);
	expect(simulator.videos.map(({ videoName }) => videoName)).toEqual(['held', 'other']);
});

it('lets a held answer go with the simulator', async () => {
	const simulator = await openSimulator();
	simulator.faults.next('upload', { kind: 'lateAnswer', by: 'held' });
	const outcome = upload(simulator).catch((error: unknown) => error);
	await bodiesRead(simulator, 1);

	await simulator.close();

	expect(await outcome).toHaveProperty('code');
});

it('ends the time of a late answer with the simulator', async () => {
	const simulator = await openSimulator();
	simulator.faults.next('upload', { kind: 'lateAnswer', by: { ms: 123_456_789 } });
	const started = jest.spyOn(globalThis, 'setTimeout');
	const ended = jest.spyOn(globalThis, 'clearTimeout');
	const outcome = upload(simulator).catch((error: unknown) => error);
	await bodiesRead(simulator, 1);

	await simulator.close();

	const time = started.mock.calls.findIndex(([, ms]) => ms === 123_456_789);
	expect(ended).toHaveBeenCalledWith(started.mock.results[time]?.value);
	expect(await outcome).toHaveProperty('code');
});

it('swaps the answers of two uploads under way at once', async () => {
	const simulator = await openSimulator();
	simulator.faults.next('upload', { kind: 'swappedAnswer' }, { times: 4 });

	for (const round of [0, 2]) {
		const first = upload(simulator, { fileName: 'first.mp4' });
		await bodiesRead(simulator, round + 1);
		const second = await upload(simulator, { fileName: 'second.mp4' });

		expect(simulator.videos.slice(round).map(({ videoName }) => videoName)).toEqual(['first', 'second']);
		expect(nameIn(await first)).toBe(simulator.videos[round + 1]?.videoNo);
		expect(nameIn(second)).toBe(simulator.videos[round]?.videoNo);
	}
});
