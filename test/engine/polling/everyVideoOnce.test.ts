import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { requestLimit } from '../../simulator/commonFaults';
import { call } from '../../simulator/datalake/datalakeClient';
import type { DatalakeFault } from '../../simulator/datalake/faults';
import { defaultDatalakeKey } from '../../simulator/datalake/keys';
import type { DatalakeSwitches } from '../../simulator/datalake/switches';
import type { Fault } from '../../simulator/faults';
import { startSimulator, type Simulator } from '../../simulator/simulator';
import { uploadedVideoNo } from '../../simulator/testClient';
import type { World } from '../../simulator/world/world';
import { volume } from '../../volume';
import type { PollingWorkflow } from '../support/pollingWorkflow';
import { Engine } from '../support/engine';
import { hurry } from '../support/hurry';
import { credentialFor } from '../support/uploads';

/** How memories.ai keeps its list, and what comes of this test's uploads, polls and accidents. */
interface Story {
	version: 'datalake' | 'v1.1' | 'v1.2';
	world: Partial<World>;
	switches: Partial<DatalakeSwitches>;
	videosBefore: number;
	events: StoryEvent[];
}

/** What comes with a poll, on servers of v1.x and of the Datalake. */
interface Accident {
	v1: Fault;
	datalake: DatalakeFault;
}

/** In minutes. `video` picks among those that are not finished. */
type StoryEvent =
	| { kind: 'upload'; count: number; apart: number }
	| { kind: 'finish'; video: number; outcome: 'FAIL' | 'PARSE' }
	| { kind: 'poll' }
	| { kind: 'brokenPoll'; accident: Accident; every: number }
	| { kind: 'restart'; isForgetful: boolean }
	| { kind: 'passTime'; minutes: number }
	| { kind: 'listNow' }
	| { kind: 'shiftClock'; minutes: number }
	| { kind: 'delete'; video: number };

const minuteMs = 60_000;

const lostAnswer = { kind: 'dropAfterBody', createVideo: false } as const;
const badGateway = { kind: 'http', status: 502 } as const;
const accident = fc.constantFrom<Accident>(
	{ v1: { kind: 'truncatedJson' }, datalake: { kind: 'truncatedJson' } },
	{ v1: { kind: 'noData' }, datalake: { kind: 'alteredAnswer', alter: () => '{}' } },
	{ v1: lostAnswer, datalake: lostAnswer },
	{ v1: badGateway, datalake: badGateway },
	{ v1: requestLimit(), datalake: { kind: 'refusal', status: 429, code: 'rate_limited', retryAfterS: 2 } },
);

const storyEvent = fc.oneof(
	{ weight: 5, arbitrary: fc.constant<StoryEvent>({ kind: 'poll' }) },
	{
		weight: 5,
		arbitrary: fc.record({
			kind: fc.constant('finish' as const),
			video: fc.nat(1_000),
			outcome: fc.constantFrom('FAIL' as const, 'PARSE' as const),
		}),
	},
	{
		weight: 4,
		arbitrary: fc.record({
			kind: fc.constant('upload' as const),
			count: fc.integer({ min: 1, max: 12 }),
			apart: fc.constantFrom(0, 0.1, 3),
		}),
	},
	{
		weight: 3,
		arbitrary: fc.record({
			kind: fc.constant('passTime' as const),
			minutes: fc.constantFrom(1, 5, 50, 300, 1_440, 5_000),
		}),
	},
	{
		weight: 2,
		arbitrary: fc.record({ kind: fc.constant('restart' as const), isForgetful: fc.boolean() }),
	},
	{
		weight: 2,
		arbitrary: fc.record({
			kind: fc.constant('brokenPoll' as const),
			accident,
			every: fc.integer({ min: 1, max: 3 }),
		}),
	},
	{ weight: 2, arbitrary: fc.constant<StoryEvent>({ kind: 'listNow' }) },
	{
		weight: 1,
		arbitrary: fc.record({
			kind: fc.constant('shiftClock' as const),
			minutes: fc.integer({ min: -15, max: 15 }),
		}),
	},
	{ weight: 1, arbitrary: fc.record({ kind: fc.constant('delete' as const), video: fc.nat(1_000) }) },
);

const story: fc.Arbitrary<Story> = fc.record({
	version: fc.constantFrom('v1.1' as const, 'v1.2' as const, 'datalake' as const),
	world: fc.record({
		listOrder: fc.constantFrom('newestFirst' as const, 'oldestFirst' as const, 'shuffled' as const),
		longestPage: fc.constantFrom(1, 7, 20, 200),
		totalCount: fc.constantFrom<World['totalCount']>(
			(count) => count,
			() => undefined,
			(count) => count + 3,
		),
		listing: fc.constantFrom<World['listing']>('atOnce', { looks: 2 }, 'held'),
		createTimeOffsetMs: fc.constantFrom(0, -15 * minuteMs, 15 * minuteMs),
		dateHeaderOffsetMs: fc.constantFrom<World['dateHeaderOffsetMs']>(
			0,
			'absent',
			-20 * minuteMs,
			20 * minuteMs,
		),
		listsTextOnly: fc.boolean(),
		statusWords: fc.constantFrom<World['statusWords']>(
			{},
			{ PARSE: 'parsed', FAIL: 'ERROR' },
			{ UNPARSE: '' },
		),
		videoNosAnswer: fc.constantFrom<World['videoNosAnswer']>(
			(asked) => asked,
			(asked, others) => [...others, ...asked],
		),
	}),
	switches: fc.record({
		listOrder: fc.constantFrom('newestFirst' as const, 'oldestFirst' as const),
		maxPageSize: fc.constantFrom(1, 7, 20, 100),
		showsCreationTime: fc.boolean(),
		unfinishedUploads: fc.constantFrom('hidden' as const, 'shown' as const),
		videoIdField: fc.constantFrom('id' as const, 'video_id' as const),
	}),
	videosBefore: fc.constantFrom(0, 3, 30),
	events: fc.array(storyEvent, { minLength: 5, maxLength: 40 }),
});

let engine: Engine;

beforeAll(async () => {
	engine = await Engine.start();
});

/** What happens in an account of memories.ai, besides looks at it. */
interface Account {
	/** @returns the number of the new video */
	upload(): Promise<string>;
	settle(videoNo: string, outcome: 'FAIL' | 'PARSE'): Promise<void>;
	delete(videoNo: string): Promise<void>;
	breakLists(accident: Accident, every: number): void;
}

function v1Account(simulator: Simulator, version: 'v1.1' | 'v1.2'): Account {
	return {
		upload: async () => await uploadedVideoNo(simulator, { version }),
		settle: async (videoNo, outcome) => await simulator.settle(videoNo, outcome),
		delete: async (videoNo) => {
			const index = simulator.videos.findIndex((video) => video.videoNo === videoNo);
			if (index >= 0) (simulator.videos as unknown[]).splice(index, 1);
		},
		breakLists: ({ v1 }, every) => simulator.faults.always('list_videos', v1, { every }),
	};
}

function datalakeAccount(simulator: Simulator): Account {
	const { datalake } = simulator;
	const { id } = datalake.addCollection('n8n');
	return {
		upload: async () => {
			const json = { collection_id: id, source_url: 'https://cdn.example.com/clip.mp4' };
			return (await call({ simulator }, 'POST', '/videos', { json })).json.video_id as string;
		},
		settle: async (videoNo, outcome) => datalake.settle(videoNo, outcome === 'PARSE' ? 'ready' : 'failed'),
		delete: async (videoNo) => {
			await call({ simulator }, 'DELETE', `/videos/${videoNo}`);
		},
		breakLists: (accident, every) => datalake.faults.always('listVideos', accident.datalake, { every }),
	};
}

/** An account and a workflow that watches it, on clocks that the test moves. */
class Telling {
	private readonly unfinished: string[] = [];
	private readonly told: string[] = [];
	private readonly ends = new Map<string, string>();
	private readonly uploadedAt = new Map<string, number>();
	private readonly account: Account;
	/** What n8n would still have after a crash. */
	private stored: IDataObject = {};
	private workflow: PollingWorkflow;
	/** Uploaded videos that the list does not show yet, and since when it should. */
	private hiddenSince: number | undefined;

	constructor(
		private readonly simulator: Simulator,
		private readonly version: Story['version'],
	) {
		this.account = version === 'datalake' ? datalakeAccount(simulator) : v1Account(simulator, version);
		this.workflow = this.newWorkflow();
	}

	async tell({ videosBefore, events }: Story): Promise<void> {
		await this.upload(videosBefore, 3);
		const old = this.unfinished.splice(0, Math.ceil(videosBefore / 2));
		for (const videoNo of old) await this.account.settle(videoNo, 'PARSE');
		this.simulator.listNow();
		expect(await this.workflow.poll()).toBeUndefined();
		this.stored = this.workflow.staticData;

		for (const event of events) await this.happen(event);

		this.simulator.listNow();
		for (const videoNo of [...this.unfinished]) await this.finish(videoNo, 'PARSE');
		for (let poll = 0; poll < 3; poll++) await this.poll();
		expect([...this.told].sort()).toEqual([...this.ends.keys()].sort());
	}

	private async happen(event: StoryEvent): Promise<void> {
		switch (event.kind) {
			case 'upload':
				await this.upload(event.count, event.apart);
				break;
			case 'finish': {
				const videoNo = this.unfinished[event.video % this.unfinished.length];
				if (videoNo !== undefined) await this.finish(videoNo, event.outcome);
				break;
			}
			case 'poll':
				await this.poll();
				break;
			case 'brokenPoll':
				await this.brokenPoll(event.accident, event.every);
				break;
			case 'restart':
				// Without news to start the workflow with, n8n keeps what a poll has changed in memory only.
				this.workflow = this.newWorkflow(event.isForgetful ? this.stored : this.workflow.staticData);
				break;
			case 'passTime':
				this.pass(event.minutes);
				break;
			case 'listNow':
				this.simulator.listNow();
				this.hiddenSince = undefined;
				break;
			case 'shiftClock':
				this.simulator.world.createTimeOffsetMs = event.minutes * minuteMs;
				break;
			case 'delete': {
				const [videoNo] = this.unfinished.splice(event.video % (this.unfinished.length || 1), 1);
				if (videoNo !== undefined) await this.account.delete(videoNo);
			}
		}
	}

	private async upload(count: number, minutesApart: number): Promise<void> {
		for (let index = 0; index < count; index++) {
			const videoNo = await this.account.upload();
			this.unfinished.push(videoNo);
			this.uploadedAt.set(videoNo, Date.now());
			if (this.simulator.world.listing !== 'atOnce') this.hiddenSince ??= Date.now();
			this.pass(minutesApart);
		}
	}

	private async finish(videoNo: string, outcome: 'FAIL' | 'PARSE'): Promise<void> {
		this.unfinished.splice(this.unfinished.indexOf(videoNo), 1);
		this.ends.set(videoNo, outcome);
		await this.account.settle(videoNo, outcome);
	}

	private async poll(): Promise<void> {
		const events = await this.workflow.poll();
		if (events === undefined) return;
		for (const { videoNo, event } of events) {
			const number = videoNo as string;
			expect(event).toBe(this.ends.get(number) === 'PARSE' ? 'video.parsed' : 'video.failed');
			this.told.push(number);
		}
		this.stored = this.workflow.staticData;
	}

	/** A poll in which something goes wrong, maybe not at once, or not at all. */
	private async brokenPoll(accident: Accident, every: number): Promise<void> {
		const before = this.workflow.staticData;
		this.account.breakLists(accident, every);
		try {
			await this.poll();
		} catch (error) {
			expect(error).toMatchObject({ name: 'NodeApiError' });
			expect(this.workflow.staticData).toEqual(before);
		} finally {
			this.simulator.faults.clear();
			this.simulator.datalake.faults.clear();
		}
	}

	/** Lists lag by minutes, not by hours; nor does a video stay unfinished for a week. */
	private pass(minutes: number): void {
		const to = Date.now() + minutes * minuteMs;
		if (this.hiddenSince !== undefined && to - this.hiddenSince > 20 * minuteMs) {
			this.simulator.listNow();
			this.hiddenSince = undefined;
		}
		const [oldest] = this.unfinished;
		const oldestAt = this.uploadedAt.get(oldest ?? '') ?? to;
		if (to - oldestAt > 6 * 24 * 60 * minuteMs) return;
		jest.spyOn(Date, 'now').mockImplementation(() => to);
	}

	private newWorkflow(staticData?: IDataObject): PollingWorkflow {
		return engine.pollingWorkflow(
			{ events: ['failed', 'parsed'] },
			credentialFor(this.simulator, {
				apiVersion: this.version,
				...(this.version === 'datalake' ? { apiKey: defaultDatalakeKey } : {}),
			}),
			staticData,
		);
	}
}

test('every video that finishes comes exactly once', async () => {
	await fc.assert(
		fc.asyncProperty(story, async (told) => {
			const simulator = await startSimulator({
				dateNow: () => Date.now(),
				world: told.world,
				datalake: {
					balanceUsd: 1_000,
					switches: { ...told.switches, maxIngestsInFlight: undefined },
				},
			});
			hurry();
			try {
				await new Telling(simulator, told.version).tell(told);
			} finally {
				jest.restoreAllMocks();
				await simulator.close();
			}
		}),
		{ numRuns: volume(30, 300), endOnFailure: true },
	);
});
