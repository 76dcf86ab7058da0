import { setMaxListeners } from 'events';
import fc from 'fast-check';
import type {
	Confirmation,
	ConfirmationQueue,
	StatusLookup,
} from '../../../nodes/MemoriesAi/callback/confirmationQueue';
import { Confirmations } from '../../../nodes/MemoriesAi/callback/confirmations';

const account = { credentialId: 'c', uniqueId: '' };
const never = () => new AbortController().signal;

/** Time that stands still until it is moved. */
class ManualClock {
	private nowMs = 1_000_000;
	private pauses: Array<{ untilMs: number; end: () => void }> = [];

	now = () => this.nowMs;

	pause = async (milliseconds: number) =>
		await new Promise<void>((end) => this.pauses.push({ untilMs: this.nowMs + milliseconds, end }));

	async advance(milliseconds: number) {
		this.nowMs += milliseconds;
		for (const { end } of this.pauses.filter(({ untilMs }) => untilMs <= this.nowMs)) end();
		this.pauses = this.pauses.filter(({ untilMs }) => untilMs > this.nowMs);
		await settled();
	}
}

/** memories.ai, whose answers come when the test lets them. */
class ManualApi {
	readonly requests: string[][] = [];
	underWay = 0;
	mostUnderWay = 0;
	opened = 0;
	private readonly answers: Array<(statuses: Map<string, string> | Error) => void> = [];

	constructor(private readonly shape = { videosARequest: 200, requestsAtOnce: 1 }) {}

	open = async (): Promise<StatusLookup> => {
		this.opened++;
		return { ...this.shape, ask: async (videoNos) => await this.ask(videoNos) };
	};

	/** Answers the oldest request under way: with the status of those videos that begin with V, or with an error. */
	async answer(error?: Error) {
		const videoNos = this.requests[this.requests.length - this.underWay] ?? [];
		const known = videoNos.filter((videoNo) => videoNo.startsWith('V'));
		this.underWay--;
		this.answers.shift()?.(error ?? new Map(known.map((videoNo) => [videoNo, `status of ${videoNo}`])));
		await settled();
	}

	private async ask(videoNos: readonly string[]): Promise<Map<string, string>> {
		this.requests.push([...videoNos]);
		this.underWay++;
		this.mostUnderWay = Math.max(this.mostUnderWay, this.underWay);
		return await new Promise((resolve, reject) => {
			this.answers.push((answer) => {
				if (answer instanceof Error) reject(answer);
				else resolve(answer);
			});
		});
	}
}

const settled = async () => await new Promise((resolve) => setImmediate(resolve));

const inAccount = (videoNo: string): [string, Confirmation] => [
	videoNo,
	{ kind: 'inAccount', status: `status of ${videoNo}` },
];

const numbers = (prefix: string, count: number) =>
	Array.from({ length: count }, (_, index) => `${prefix}${index}`);

/** Signals that many calls of a test share. */
const sharedDeadline = () => {
	const deadline = new AbortController();
	setMaxListeners(0, deadline.signal);
	return deadline;
};

let clock: ManualClock;
let api: ManualApi;
let queues: Map<string, ConfirmationQueue>;
let confirmations: Confirmations;

beforeEach(() => {
	clock = new ManualClock();
	api = new ManualApi();
	queues = new Map();
	confirmations = new Confirmations(queues, clock);
});

const confirm = async (videoNos: string[], deadline = never()) =>
	await confirmations.confirm(account, videoNos, api.open, deadline);

const kindOf = (answer: ReadonlyMap<string, Confirmation>) => [...answer.values()].map(({ kind }) => kind);

describe('batches', () => {
	test('a burst of 100 calls takes two requests, and loses none', async () => {
		const videoNos = numbers('V', 100);
		const calls: Array<ReturnType<typeof confirm>> = [];
		for (const videoNo of videoNos) {
			calls.push(confirm([videoNo]));
			await settled();
		}
		await api.answer();
		await api.answer();

		expect(await Promise.all(calls)).toEqual(videoNos.map((videoNo) => new Map([inAccount(videoNo)])));
		expect(api.requests.map(({ length }) => length)).toEqual([1, 99]);
		expect(api.opened).toBe(2);
	});

	test('calls about one video travel as one number, also when its request is under way', async () => {
		const calls = [confirm(['V1']), confirm(['V1', 'V1'])];
		await settled();
		calls.push(confirm(['V1']));
		await api.answer();

		expect(await Promise.all(calls)).toEqual(calls.map(() => new Map([inAccount('V1')])));
		expect(api.requests).toEqual([['V1']]);
	});

	test('a request asks about no more videos than the API takes', async () => {
		api = new ManualApi({ videosARequest: 60, requestsAtOnce: 1 });
		const call = confirm(numbers('V', 100));
		const isAnswered = jest.fn();
		void call.then(isAnswered);
		await settled();
		await api.answer();
		expect(isAnswered).not.toHaveBeenCalled();
		await api.answer();

		expect((await call).size).toBe(100);
		expect(api.requests.map(({ length }) => length)).toEqual([60, 40]);
	});

	test('where the API looks for one video at a time, two are looked for at once', async () => {
		api = new ManualApi({ videosARequest: 1, requestsAtOnce: 2 });
		const call = confirm(numbers('V', 5));
		await settled();
		for (let answered = 0; answered < 5; answered++) await api.answer();

		expect(kindOf(await call)).toEqual(Array(5).fill('inAccount'));
		expect(api.requests).toHaveLength(5);
		expect(api.mostUnderWay).toBe(2);
	});

	test('each part of an account, and each account, has its own', async () => {
		void confirmations.confirm(account, ['V1'], api.open, never());
		void confirmations.confirm({ ...account, uniqueId: 'u' }, ['V1'], api.open, never());
		void confirmations.confirm({ ...account, credentialId: 'd' }, ['V1'], api.open, never());
		await settled();

		expect(api.requests).toEqual([['V1'], ['V1'], ['V1']]);
	});

	test("the newest call's way of asking is used, and it is asked again how for every round", async () => {
		const other = new ManualApi();
		void confirm(['V1']);
		await settled();
		void confirm(['V2']);
		void confirmations.confirm(account, ['V3'], other.open, never());
		await api.answer();

		expect(api.requests).toEqual([['V1']]);
		expect(other.requests).toEqual([['V2', 'V3']]);
	});
});

describe('unknown videos', () => {
	test('are in no account, whatever else the answer holds', async () => {
		const call = confirmations.confirm(
			account,
			['X1', 'X2'],
			async () => ({
				videosARequest: 200,
				requestsAtOnce: 1,
				ask: async () => new Map([['V1', 'PARSE']]),
			}),
			never(),
		);

		expect(kindOf(await call)).toEqual(['notInAccount', 'notInAccount']);
	});

	test('are remembered for a minute', async () => {
		const first = confirm(['X1', 'V1']);
		await settled();
		await api.answer();
		expect(kindOf(await first)).toEqual(['notInAccount', 'inAccount']);

		await clock.advance(59_999);
		expect(kindOf(await confirm(['X1']))).toEqual(['notInAccount']);
		expect(api.requests).toHaveLength(1);

		await clock.advance(1);
		void confirm(['X1']);
		await settled();
		expect(api.requests).toHaveLength(2);
	});

	describe('that are called for again and again', () => {
		const unknown = numbers('X', 10);

		/** One call after the other, as from a caller that waits for each answer. */
		async function callForAll() {
			for (const videoNo of unknown) {
				void confirm([videoNo]);
				await settled();
				while (api.underWay > 0) await api.answer();
			}
		}

		beforeEach(async () => {
			const first = confirm(unknown);
			await settled();
			await api.answer();
			await first;
		});

		test('are asked for together after their minute, not one by one', async () => {
			await callForAll();
			await clock.advance(60_000);
			await callForAll();

			expect(api.requests.map(({ length }) => length)).toEqual([10, 10]);
		});

		test('travel with a number that has never come', async () => {
			await callForAll();
			await clock.advance(30_000);
			void confirm(['X-new']);
			await settled();
			await api.answer();

			expect(api.requests.at(-1)).toEqual(['X-new', ...unknown]);
			await clock.advance(59_999);
			expect(kindOf(await confirm(unknown))).toEqual(Array(10).fill('notInAccount'));
		});

		test('are answered by the request with which they travel, when their minute is over meanwhile', async () => {
			await callForAll();
			await clock.advance(59_000);
			const call = confirm(['X-new']);
			await settled();
			await clock.advance(1_000);
			const late = confirm(['X1']);
			await api.answer();

			expect([kindOf(await call), kindOf(await late)]).toEqual([['notInAccount'], ['notInAccount']]);
			await clock.advance(3_000);
			expect(api.requests).toHaveLength(2);
		});

		test('are not asked for any more when nobody has called for them again', async () => {
			await clock.advance(30_000);
			void confirm(['X-new']);
			await settled();
			await api.answer();
			await clock.advance(3_000);
			void confirm(['X-newer']);
			await settled();

			expect(api.requests.slice(1)).toEqual([['X-new'], ['X-newer']]);
		});

		test('are forgotten a minute after their minute', async () => {
			await callForAll();
			await clock.advance(120_000);
			void confirm(['X-new']);
			await settled();

			expect(api.requests.at(-1)).toEqual(['X-new']);
		});

		test('are known as soon as memories.ai has them', async () => {
			await callForAll();
			const knownLater = new Map(unknown.map((videoNo) => [videoNo, 'PARSE']));
			const call = confirmations.confirm(
				account,
				['X-new'],
				async () => ({ videosARequest: 200, requestsAtOnce: 1, ask: async () => knownLater }),
				never(),
			);
			await clock.advance(3_000);
			expect(kindOf(await call)).toEqual(['notInAccount']);

			void confirm(['X1']);
			await settled();
			expect(api.requests.at(-1)).toEqual(['X1']);
		});

		test('travel in no more room than a request has', async () => {
			await callForAll();
			const asked: Array<readonly string[]> = [];
			void confirmations.confirm(
				account,
				['X-new'],
				async () => ({
					videosARequest: 4,
					requestsAtOnce: 1,
					ask: async (videoNos) => {
						asked.push(videoNos);
						return new Map();
					},
				}),
				never(),
			);
			await clock.advance(3_000);

			expect(asked).toEqual([['X-new', 'X0', 'X1', 'X2']]);
		});
	});

	test('1,000 are remembered, the newest', async () => {
		for (let round = 0; round < 11; round++) {
			const call = confirm(numbers(`X${round}-`, 100));
			await settled();
			await api.answer();
			await call;
			await clock.advance(3_000);
		}
		const asked = api.requests.length;
		expect(kindOf(await confirm(['X10-0', 'X1-0']))).toEqual(['notInAccount', 'notInAccount']);
		expect(api.requests).toHaveLength(asked);

		void confirm(['X0-0']);
		await settled();
		expect(api.requests).toHaveLength(asked + 1);
	});

	test('numbers without end cost a request every three seconds', async () => {
		for (let second = 0; second < 30; second++) {
			for (const videoNo of numbers(`X${second}-`, 50)) void confirm([videoNo]);
			await settled();
			while (api.underWay > 0) await api.answer();
			await clock.advance(1_000);
		}

		expect(api.requests.length).toBeLessThanOrEqual(11);
		expect(api.requests.length).toBeGreaterThanOrEqual(9);
	});

	test('a video of the account among them is found after the pause', async () => {
		void confirm(['X1']);
		await settled();
		await api.answer();
		const call = confirm(['V1']);
		await clock.advance(2_999);
		expect(api.requests).toHaveLength(1);

		await clock.advance(1);
		await api.answer();
		expect(kindOf(await call)).toEqual(['inAccount']);
	});
});

describe('room', () => {
	test('200 videos wait beside those under way, and more are told that there is no room', async () => {
		void confirm(['V']);
		await settled();
		for (const videoNo of numbers('V', 200)) void confirm([videoNo]);

		expect(kindOf(await confirm(['V-more']))).toEqual(['noRoom']);
		void confirm(['V199']);
		await api.answer();
		expect(api.requests[1]).toHaveLength(200);
	});

	test('20 calls wait for one video', async () => {
		const calls = Array.from({ length: 20 }, async () => await confirm(['V1']));

		expect(kindOf(await confirm(['V1']))).toEqual(['noRoom']);
		await settled();
		expect(kindOf(await confirm(['V1']))).toEqual(['noRoom']);
		await api.answer();
		expect((await Promise.all(calls)).flatMap(kindOf)).toEqual(Array(20).fill('inAccount'));
	});
});

describe('without an answer', () => {
	test('a failing request is no proof: all that waited for it are told, and it is asked again', async () => {
		const calls = [confirm(['V1']), confirm(['X1'])];
		await settled();
		await api.answer(new Error('refused'));
		expect((await Promise.all(calls)).flatMap(kindOf)).toEqual(['noAnswer', 'noAnswer']);

		const again = confirm(['V1', 'X1']);
		await clock.advance(3_000);
		await api.answer();
		expect(kindOf(await again)).toEqual(['inAccount', 'notInAccount']);
	});

	test('one of two requests that fails leaves the other its answer', async () => {
		api = new ManualApi({ videosARequest: 1, requestsAtOnce: 2 });
		const call = confirm(['V1', 'V2']);
		await settled();
		await api.answer(new Error('refused'));
		await api.answer();

		expect(kindOf(await call)).toEqual(['noAnswer', 'inAccount']);
	});

	test('an account that cannot be opened answers all that wait', async () => {
		const open = async () => await Promise.reject<StatusLookup>(new Error('credential'));
		const calls = ['V1', 'V2'].map(
			async (videoNo) => await confirmations.confirm(account, [videoNo], open, never()),
		);

		expect((await Promise.all(calls)).flatMap(kindOf)).toEqual(['noAnswer', 'noAnswer']);
	});

	test('the deadline ends the wait of its call, and of no other', async () => {
		const deadline = new AbortController();
		const hurried = confirm(['V1', 'V2'], deadline.signal);
		await settled();
		const patient = confirm(['V1']);
		deadline.abort();
		expect(kindOf(await hurried)).toEqual(['noAnswer', 'noAnswer']);

		await api.answer();
		expect(kindOf(await patient)).toEqual(['inAccount']);
		expect(kindOf(await hurried)).toEqual(['noAnswer', 'noAnswer']);
	});

	test('what nobody waits for any more is not asked about, and its room is free', async () => {
		void confirm(['V']);
		await settled();
		const deadline = sharedDeadline();
		for (const videoNo of numbers('V', 200)) void confirm([videoNo], deadline.signal);
		deadline.abort();
		void confirm(['V-late']);
		await api.answer();

		expect(api.requests).toEqual([['V'], ['V-late']]);
	});

	test('after the deadline nothing is asked', async () => {
		expect(kindOf(await confirm(['V1'], AbortSignal.abort()))).toEqual(['noAnswer']);
		expect(api.requests).toEqual([]);
	});

	test('a call that was answered leaves nothing at its deadline', async () => {
		const deadline = new AbortController();
		const removed = jest.spyOn(deadline.signal, 'removeEventListener');
		const call = confirm(['V1'], deadline.signal);
		await settled();
		await api.answer();
		await call;

		expect(removed).toHaveBeenCalledTimes(1);
	});
});

test('however calls, answers, failures, deadlines and time fall, each call gets the truth or none', async () => {
	const step = fc.oneof(
		fc.record({
			call: fc.array(
				fc.tuple(fc.constantFrom('V', 'X'), fc.integer({ min: 0, max: 30 })).map(([a, b]) => a + String(b)),
				{ minLength: 1, maxLength: 10 },
			),
			hasDeadline: fc.boolean(),
		}),
		fc.constantFrom('answer', 'fail', 'deadline', 'tick'),
		fc.integer({ min: 1, max: 5_000 }),
	);
	const shape = fc.constantFrom(
		{ videosARequest: 7, requestsAtOnce: 1 },
		{ videosARequest: 1, requestsAtOnce: 2 },
	);
	await fc.assert(
		fc.asyncProperty(shape, fc.array(step, { maxLength: 60 }), async (generation, steps) => {
			clock = new ManualClock();
			api = new ManualApi(generation);
			confirmations = new Confirmations(new Map(), clock);
			let deadline = sharedDeadline();
			const calls: Array<{ videoNos: string[]; answer: ReturnType<typeof confirm> }> = [];
			for (const each of steps) {
				if (each === 'deadline') {
					deadline.abort();
					deadline = sharedDeadline();
				} else if (each === 'tick') await settled();
				else if (typeof each === 'number') await clock.advance(each);
				else if (typeof each === 'object') {
					const signal = each.hasDeadline ? deadline.signal : never();
					calls.push({ videoNos: each.call, answer: confirm(each.call, signal) });
				} else if (api.underWay > 0) await api.answer(each === 'fail' ? new Error('refused') : undefined);
			}
			for (let rest = 0; rest < 70; rest++) {
				await clock.advance(3_000);
				while (api.underWay > 0) await api.answer();
			}

			for (const { videoNos, answer } of calls) {
				const confirmed = await answer;
				expect(new Set(confirmed.keys())).toEqual(new Set(videoNos));
				for (const [videoNo, confirmation] of confirmed) {
					const truth = videoNo.startsWith('V')
						? { kind: 'inAccount', status: `status of ${videoNo}` }
						: { kind: 'notInAccount' };
					expect([truth, { kind: 'noAnswer' }, { kind: 'noRoom' }]).toContainEqual(confirmation);
				}
			}
			expect(api.mostUnderWay).toBeLessThanOrEqual(generation.requestsAtOnce);
			expect(api.requests.every(({ length }) => length <= generation.videosARequest)).toBe(true);
			expect(api.underWay).toBe(0);
		}),
		{ numRuns: 150 },
	);
});

test('beyond 100 queues those go that have nothing to remember, and no others', async () => {
	const confirmIn = async (uniqueId: string, videoNo: string) => {
		const call = confirmations.confirm({ credentialId: 'c', uniqueId }, [videoNo], api.open, never());
		await settled();
		while (api.underWay > 0) await api.answer();
		return await call;
	};
	await confirmIn('unknown', 'X1');
	for (const uniqueId of numbers('part', 99)) await confirmIn(uniqueId, 'V1');
	expect(queues.size).toBe(100);

	void confirmations.confirm({ credentialId: 'c', uniqueId: 'part0' }, ['V2'], api.open, never());
	await settled();
	void confirmations.confirm({ credentialId: 'c', uniqueId: 'new' }, ['V1'], api.open, never());
	await settled();
	expect(queues.size).toBe(3);
	while (api.underWay > 0) await api.answer();

	const asked = api.requests.length;
	expect(kindOf(await confirmIn('unknown', 'X1'))).toEqual(['notInAccount']);
	expect(api.requests).toHaveLength(asked);
});
