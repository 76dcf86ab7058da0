import { listOf } from './listOf';
import { closeSimulators, openSimulator, postJson, upload } from '../testClient';

const noon = Date.parse('2026-11-25T12:00:00Z');
const listPath = '/serve/api/v1/list_videos';

afterEach(closeSimulators);

it.each([
	[0, 'Wed, 25 Nov 2026 12:00:00 GMT'],
	[90_000, 'Wed, 25 Nov 2026 12:01:30 GMT'],
	[-90_000, 'Wed, 25 Nov 2026 11:58:30 GMT'],
	['absent', undefined],
] as const)('the Date header by %s', async (dateHeaderOffsetMs, expected) => {
	const simulator = await openSimulator({ dateNow: () => noon });
	simulator.world.dateHeaderOffsetMs = dateHeaderOffsetMs;

	expect((await postJson(simulator, listPath, {})).headers.date).toBe(expected);
	simulator.faults.next('upload', { kind: 'earlyRefusal', status: 401, body: 'no' });
	expect((await upload(simulator)).headers.date).toBe(expected);
	expect(await listOf(simulator)).toEqual([]);
});

it.each([5_000, -5_000])('create_time and uploadTime by %s ms, the Date header not', async (offsetMs) => {
	const simulator = await openSimulator({
		dateNow: () => noon,
		world: { createTimeOffsetMs: offsetMs },
	});

	const { json, headers } = await upload(simulator);

	expect(json).toMatchObject({ data: { uploadTime: String(noon + offsetMs) } });
	expect(headers.date).toBe('Wed, 25 Nov 2026 12:00:00 GMT');
	expect(await listOf(simulator)).toMatchObject([{ create_time: noon + offsetMs }]);
});

it('dates a video by the moment it is stored', async () => {
	let now = noon;
	const simulator = await openSimulator({ dateNow: () => now, world: { storing: 'held' } });
	await upload(simulator);

	now += 8_500;
	simulator.storeNow();

	expect(await listOf(simulator)).toMatchObject([{ create_time: noon + 8_500 }]);
});
