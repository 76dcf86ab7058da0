import type { Fault } from '../faults';
import type { Simulator } from '../simulator';
import { closeSimulators, openSimulator, send, upload, uploadedVideoNo } from '../testClient';
import { gatewayError } from '../commonFaults';
import type { Lateness } from './lateness';
import { namesOf } from './listOf';

afterEach(async () => {
	jest.useRealTimers();
	await closeSimulators();
});

async function metadataOf(simulator: Simulator, videoNo: string): Promise<unknown> {
	const { json } = await send(simulator, 'GET', `/serve/api/v1/get_metadata?video_no=${videoNo}`);
	return (json as { data: unknown }).data;
}

/** What the account holds, and what it shows, at each look. */
async function seenAt(
	simulator: Simulator,
	looks: number,
): Promise<Array<{ stored: number; shown: number }>> {
	const seen = [];
	for (let look = 0; look < looks; look++) {
		const shown = (await namesOf(simulator)).length;
		seen.push({ stored: simulator.videos.length, shown });
	}
	return seen;
}

const lacking = { stored: 0, shown: 0 };
const hidden = { stored: 1, shown: 0 };
const there = { stored: 1, shown: 1 };

it.each<[Lateness, Lateness, object[]]>([
	['atOnce', 'atOnce', [there]],
	[{ looks: 2 }, 'atOnce', [lacking, lacking, there, there]],
	['atOnce', { looks: 2 }, [hidden, hidden, there, there]],
	[{ looks: 1 }, { looks: 1 }, [lacking, hidden, there]],
	['held', 'atOnce', [lacking, lacking, lacking]],
	['atOnce', 'held', [hidden, hidden, hidden]],
])('a video stored %j and listed %j', async (storing, listing, expected) => {
	const simulator = await openSimulator({ world: { storing, listing } });

	expect(await upload(simulator)).toMatchObject({ json: { code: '0000', data: { videoStatus: 'UNPARSE' } } });

	expect(await seenAt(simulator, expected.length)).toEqual(expected);
});

it('counts looks at metadata as well', async () => {
	const simulator = await openSimulator({ world: { storing: { looks: 1 }, listing: { looks: 1 } } });
	const videoNo = await uploadedVideoNo(simulator);

	const looks = [];
	for (let look = 0; look < 3; look++) looks.push(await metadataOf(simulator, videoNo));

	expect(looks).toEqual([null, null, expect.objectContaining({ video_no: videoNo })]);
});

it('stores and lists what is held when the test says so', async () => {
	const simulator = await openSimulator({ world: { storing: 'held', listing: 'held' } });
	const videoNo = await uploadedVideoNo(simulator);

	expect(await seenAt(simulator, 1)).toEqual([lacking]);
	simulator.storeNow();
	expect(await seenAt(simulator, 1)).toEqual([hidden]);
	expect(await metadataOf(simulator, videoNo)).toBeNull();
	simulator.listNow();
	expect(await seenAt(simulator, 1)).toEqual([there]);
	expect(await metadataOf(simulator, videoNo)).toMatchObject({ video_no: videoNo });
});

it.each(['storing', 'listing'] as const)('%s by the clock, and not after the end', async (event) => {
	const simulator = await openSimulator({ world: { [event]: { ms: 8_500 } } });
	jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
	await upload(simulator);
	jest.advanceTimersByTime(8_499);
	const before = await seenAt(simulator, 1);
	jest.advanceTimersByTime(1);

	expect(before).toEqual([event === 'storing' ? lacking : hidden]);
	expect(await seenAt(simulator, 1)).toEqual([there]);

	await upload(simulator);
	await simulator.close();
	jest.advanceTimersByTime(10_000);
	expect(simulator.videos.map(({ isListed }) => isListed)).toEqual(
		event === 'storing' ? [true] : [true, false],
	);
});

describe.each<[string, Fault]>([
	['a lost connection', { kind: 'dropAfterBody', createVideo: true, storing: { looks: 1 } }],
	["a gateway's 504", gatewayError(504, { createVideo: true, storing: { looks: 1 } })],
])('after %s', (_case, fault) => {
	it('the video is stored later, those of other uploads are not', async () => {
		const simulator = await openSimulator();
		simulator.faults.next('upload', fault);

		await upload(simulator, { fileName: 'lost.mp4' }).catch(() => undefined);
		await upload(simulator, { fileName: 'other.mp4' });

		expect(await namesOf(simulator)).toEqual(['other']);
		expect(await namesOf(simulator)).toEqual(['lost', 'other']);
	});
});

it('keeps a video without metadata back for some looks', async () => {
	const simulator = await openSimulator({ world: { nullMetadataLooks: 2 } });
	const videoNo = await uploadedVideoNo(simulator);

	const looks = [];
	for (let look = 0; look < 3; look++) looks.push(await metadataOf(simulator, videoNo));

	expect(looks).toEqual([null, null, expect.objectContaining({ video_no: videoNo })]);
	expect(await namesOf(simulator)).toEqual(['clip']);
});

it('reports and processes a video when it is stored', async () => {
	const simulator = await openSimulator({
		world: { storing: 'held' },
		callbackManner: { announceUpload: true },
	});
	await upload(simulator, { fields: [['callback', 'http://127.0.0.1:1/']] });
	const before = simulator.callbackDeliveries.length;

	simulator.storeNow();

	expect([before, simulator.callbackDeliveries.length]).toEqual([0, 1]);
});
