import type { Simulator } from '../simulator';
import { closeSimulators, openSimulator, postJson, send, upload } from '../testClient';
import { requestLimitsOf2025, requestLimitsOf2026 } from './requestLimits';

afterEach(closeSimulators);

let now = 0;
const dateNow = () => now;

const overLimit = { code: '0429', msg: 'Request has exceeded the limit.' };

async function codeOf(answer: Promise<{ json: unknown }>): Promise<string> {
	return ((await answer).json as { code: string }).code;
}

const list = (simulator: Simulator, version: 'video' | 'v1' = 'v1') =>
	postJson(simulator, `/serve/api/${version}/list_videos`, {});

it('has none unless told', async () => {
	const simulator = await openSimulator({ dateNow });
	const answers = [];
	for (let count = 0; count < 3; count++) answers.push(await codeOf(upload(simulator)));

	expect(answers).toEqual(['0000', '0000', '0000']);
});

it.each([
	['2025', requestLimitsOf2025, 'v1.1', 1_000, overLimit],
	['2025', requestLimitsOf2025, 'v1.2', 1_000, { ...overLimit, data: null, success: false, failed: true }],
	['2026', requestLimitsOf2026, 'v1.1', 1_000, overLimit],
	['2026', requestLimitsOf2026, 'v1.2', 60_000, { ...overLimit, data: null, success: false, failed: true }],
] as const)('of %s: one upload in %# %s', async (_year, requestLimits, version, perMs, refusal) => {
	const simulator = await openSimulator({ dateNow, world: { requestLimits } });
	expect(await codeOf(upload(simulator, { version }))).toBe('0000');

	now += perMs - 1;
	expect((await upload(simulator, { version })).json).toEqual(refusal);
	now += 1;
	expect(await codeOf(upload(simulator, { version }))).toBe('0000');

	expect(simulator.videos).toHaveLength(2);
	expect(simulator.journal).toMatchObject([{ file: {} }, { file: {} }, { file: {} }]);
});

it('counts both kinds of upload together, other requests apart', async () => {
	const simulator = await openSimulator({ dateNow, world: { requestLimits: requestLimitsOf2025 } });
	await upload(simulator);

	const byUrl = send(simulator, 'POST', '/serve/api/v1/upload_url', {
		body: 'url=http%3A%2F%2Fa.test%2Fb.mp4',
		headers: { 'content-type': 'application/x-www-form-urlencoded' },
	});

	expect(await codeOf(byUrl)).toBe('0429');
	expect(await codeOf(list(simulator))).toBe('0000');
});

it('counts the generations and the keys apart', async () => {
	const simulator = await openSimulator({
		dateNow,
		apiKeys: ['sk-simulator', 'sk-other'],
		world: { requestLimits: requestLimitsOf2025 },
	});
	const codes = [];
	for (const version of ['v1.1', 'v1.2'] as const) {
		for (const apiKey of ['sk-simulator', 'sk-other'])
			codes.push(await codeOf(upload(simulator, { version, apiKey })));
	}

	expect(codes).toEqual(['0000', '0000', '0000', '0000']);
});

it('lists five times a second', async () => {
	const simulator = await openSimulator({ dateNow });
	simulator.world.requestLimits = requestLimitsOf2026;
	const codes = [];
	for (let count = 0; count < 6; count++) codes.push(await codeOf(list(simulator)));

	expect(codes).toEqual(['0000', '0000', '0000', '0000', '0000', '0429']);
});

it.each([
	['begun', '0429'],
	['whole', '0000'],
] as const)('counts a request once it is %s', async (countsRequests, codeAfterBroken) => {
	const simulator = await openSimulator({
		dateNow,
		world: { requestLimits: requestLimitsOf2026, countsRequests },
	});
	simulator.faults.next('upload', { kind: 'dropMidBody', afterBytes: 10 });
	await expect(upload(simulator)).rejects.toThrow();

	expect(await codeOf(upload(simulator))).toBe(codeAfterBroken);
});
