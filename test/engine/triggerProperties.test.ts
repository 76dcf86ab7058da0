import fc from 'fast-check';
import { startSimulator, type Simulator } from '../simulator/simulator';
import { Engine } from './support/engine';
import { hurry } from './support/hurry';
import { credentialFor } from './support/uploads';

const RUNS = 10_000;

let engine: Engine;
let simulator: Simulator;

beforeAll(async () => {
	engine = await Engine.start();
	simulator = await startSimulator();
});
afterAll(async () => {
	await simulator.close();
});

const names = [
	'videoNo',
	'video_no',
	'videoId',
	'video_id',
	'taskId',
	'task_id',
	'clientId',
	'status',
	'videoStatus',
	'data',
	'code',
	'__proto__',
	'constructor',
	'toString',
	'hasOwnProperty',
];

/** Values that callbacks hold, and some they should not. */
const word = fc.oneof(
	fc.constantFrom('PARSE', 'UNPARSE', 'FAIL', 'FAILED', 'SUCCEEDED', '', ' ', 'VI568102998803353600'),
	fc.string(),
	fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }),
	fc.double(),
	fc.boolean(),
	fc.constant(null),
);

/** JSON whose member names are those a callback may have, in any nesting. */
const { callback } = fc.letrec((tie) => ({
	value: fc.oneof({ depthSize: 'small' }, word, fc.array(tie('value'), { maxLength: 4 }), tie('callback')),
	callback: fc.dictionary(fc.oneof(fc.constantFrom(...names), fc.string()), tie('value'), { maxKeys: 6 }),
}));

const text = (value: unknown) =>
	JSON.stringify(value, (_name, part: unknown) => (typeof part === 'bigint' ? Number(part) : part));

const body = fc.oneof(
	{ weight: 6, arbitrary: callback.map(text) },
	{ weight: 2, arbitrary: fc.array(callback, { maxLength: 4 }).map(text) },
	{ weight: 1, arbitrary: callback.map((value) => text(value).slice(0, -1)) },
	{ weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
	{ weight: 1, arbitrary: fc.uint8Array().map((bytes) => Buffer.from(bytes)) },
	{
		weight: 1,
		arbitrary: fc
			.nat(300)
			.map((depth) => '{"videoNo":"VI1","status":"PARSE","a":'.repeat(depth) + '1' + '}'.repeat(depth)),
	},
);

const headers = fc.record(
	{
		'content-type': fc.oneof(
			fc.constantFrom(
				'application/json',
				'text/plain',
				'application/x-www-form-urlencoded',
				'application/json; charset=utf-16le',
				'x/y; charset=nonsense',
			),
			fc.string(),
		),
	},
	{ requiredKeys: [] },
);

const query = fc
	.dictionary(
		fc.constantFrom('mai', 'status', 'x'),
		fc.oneof(fc.string(), fc.base64String({ minLength: 40 })),
		{
			maxKeys: 3,
		},
	)
	.map((parameters) => `?${new URLSearchParams(parameters).toString()}`);

test.each([
	// A video without a status is looked up.
	['any', ['/serve/api/v1/list_videos']],
	['signed', []],
])(
	'whatever is delivered, "%s" answers, and every event names a video or task',
	async (callbackCheck, asked) => {
		hurry();
		const faults = jest.spyOn(engine.logger, 'error');
		const requests = simulator.journal.length;
		const parameters = { events: ['all'], callbackCheck, eventOptions: { includeBody: true } };
		await fc.assert(
			fc.asyncProperty(body, headers, query, async (deliveredBody, deliveredHeaders, deliveredQuery) => {
				const result = await engine.deliver(
					parameters,
					{ body: deliveredBody, headers: deliveredHeaders, query: deliveredQuery },
					credentialFor(simulator),
				);
				expect([200, 400, 403, 413, 503]).toContain(result.status);
				expect(result.items.length > 0).toBe(result.status === 200);
				for (const item of result.items) {
					expect(item.videoNo ?? item.taskId).toMatch(/\S/);
					expect(item.status).toMatch(/\S/);
					expect(item.event).toMatch(/^(video|task)\../);
				}
			}),
			{ numRuns: RUNS / 2 },
		);
		expect(faults).not.toHaveBeenCalled();
		expect([...new Set(simulator.journal.slice(requests).map(({ path }) => path))]).toEqual(asked);
	},
);
