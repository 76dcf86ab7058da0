import type { INodeExecutionData } from 'n8n-workflow';
import { gatewayError, networkAbnormal, noFault, requestLimit } from '../simulator/commonFaults';
import type { Fault } from '../simulator/faults';
import type { World } from '../simulator/world/world';
import type { NodeRun, RunOptions } from './support/engine';
import { hurry } from './support/hurry';
import { Stage } from './support/stage';
import { until } from './support/until';
import {
	credentialFor,
	inMemoryItem,
	storedItem,
	uploadParameters,
	uploadsOf,
	videoOf,
} from './support/uploads';

const stage = Stage.forEachTest();

const unconfirmed = 'memories.ai may have taken the video but did not confirm it [Item 0]';
const unconfirmedFetch = 'memories.ai did not confirm the upload [Item 0]';
const retryOnFail: RunOptions = { node: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 } };

const modes = {
	memory: async (bytes: Buffer) => inMemoryItem({ fileName: 'clip.mp4' }, bytes),
	stored: async (bytes: Buffer) =>
		await storedItem(stage.engine, { fileName: 'clip.mp4', mimeType: 'video/mp4' }, bytes),
};

async function upload(item: INodeExecutionData, options?: RunOptions): Promise<NodeRun> {
	return await stage.engine.runNode(uploadParameters(), [item], credentialFor(stage.simulator), options);
}

async function uploadFromUrl(videoUrl: string, options?: RunOptions): Promise<NodeRun> {
	const parameters = { resource: 'video', operation: 'uploadFromUrl', videoUrl };
	return await stage.engine.runNode(parameters, [{ json: {} }], credentialFor(stage.simulator), options);
}

/** That the node gave out what the account has, or nothing: one video at most, and no claim that is not true. */
function expectTruth({ items, error }: NodeRun): void {
	const { videos, tally } = stage.simulator;
	expect(tally.videosMadeOf({}).length).toBeLessThanOrEqual(1);
	if (items.length > 0)
		expect(items.map(({ json }) => json.videoNo)).toEqual(videos.map(({ videoNo }) => videoNo));
	else expect([unconfirmed, 'memories.ai did not answer [Item 0]']).toContain(error?.message);
	expect(JSON.stringify(error ?? {})).not.toMatch(/took the whole video|Premature close|n8n's storage/);
}

describe.each(['memory', 'stored'] as const)('in %s', (mode) => {
	describe.each([0.2, 2, 3, 10, 40])('a video of %d MB', (megabytes) => {
		const bytes = videoOf(megabytes * 1_000_000);

		test.each([0.05, 0.5, 0.99])('a connection that breaks at %d of the body', async (afterShare) => {
			// Not faster until it has broken: the node holds the last piece back for a moment.
			hurry(10);
			stage.simulator.faults.next('upload', { kind: 'dropMidBody', afterShare });
			const running = upload(await modes[mode](bytes));
			await until(() => stage.simulator.journal.some(({ aborted }) => aborted));
			hurry(120);
			const run = await running;

			expectTruth(run);
			// The buffers on the way take some megabytes, so that only of a larger rest it is sure that it did not leave.
			if ((1 - afterShare) * megabytes > 19) expect(run.items).toHaveLength(1);
		});

		test.each([true, false])(
			'a connection that breaks behind the body, the video stored: %s',
			async (createVideo) => {
				hurry(120);
				stage.simulator.faults.next('upload', { kind: 'dropAfterBody', createVideo });
				const run = await upload(await modes[mode](bytes));

				expectTruth(run);
				expect(uploadsOf(stage.simulator)).toHaveLength(1);
				if (createVideo) expect(run.items[0]?.json).toMatchObject({ recovered: true });
				else expect(run.error?.message).toBe(unconfirmed);
			},
		);
	});
});

test('a break in the middle of a large body is retried, and says nothing of the storage', async () => {
	const bytes = videoOf(40_000_000);
	for (const mode of ['memory', 'stored'] as const) {
		await stage.restartSimulator({});
		stage.simulator.faults.next('upload', { kind: 'dropMidBody', afterBytes: 1_000_000 });
		const run = await upload(await modes[mode](bytes));

		expect(run.items[0]?.json.videoNo).toBe(stage.simulator.videos[0]?.videoNo);
		expect(run.items[0]?.json.recovered).toBeUndefined();
		expect(uploadsOf(stage.simulator)).toHaveLength(2);
	}
});

describe('small videos, no longer held back after fifty in a row', () => {
	const bytes = videoOf(200_000);

	beforeEach(async () => {
		hurry(120);
		const items = Array.from({ length: 50 }, () => inMemoryItem({ fileName: 'earlier.mp4' }, bytes));
		const parameters = uploadParameters();
		const run = await stage.engine.runNode(parameters, items, credentialFor(stage.simulator));
		expect(run.items).toHaveLength(50);
	});

	test.each<Fault>([
		{ kind: 'dropMidBody', afterShare: 0.05 },
		{ kind: 'dropMidBody', afterShare: 0.99 },
		{ kind: 'dropAfterBody', createVideo: true },
		{ kind: 'dropAfterBody', createVideo: false },
	])('the next one is stored once at most, and never claimed without being there: %o', async (fault) => {
		stage.simulator.faults.next('upload', fault);
		const { items, error } = await upload(inMemoryItem({ fileName: 'clip.mp4' }, bytes));
		const stored = stage.simulator.tally.videosMadeOf({ fileName: 'clip.mp4' });

		expect(stored.length).toBeLessThanOrEqual(1);
		if (items.length === 0) expect(error?.message).toBe(unconfirmed);
		else expect(items.map(({ json }) => json.videoNo)).toEqual(stored.map(({ videoNo }) => videoNo));
		if (fault.kind === 'dropAfterBody') expect(items).toHaveLength(fault.createVideo ? 1 : 0);
	});
});

describe('paid once', () => {
	/** What keeps the answer, and how the account looks to whoever searches it. */
	const cases: Array<[name: string, fault: Fault, world: Partial<World>, ending: 'found' | 'unconfirmed']> = [
		['an answer lost', { kind: 'dropAfterBody', createVideo: true }, {}, 'found'],
		[
			'a gateway’s 504, the video stored 8.5 s later',
			gatewayError(504, { createVideo: true, storing: { ms: 8_500 } }),
			{},
			'found',
		],
		['a gateway’s 502, the video stored', gatewayError(502, { createVideo: true }), {}, 'found'],
		['a gateway’s 503, nothing stored', gatewayError(503, { createVideo: false }), {}, 'unconfirmed'],
		[
			'a list that shows the video late',
			{ kind: 'dropAfterBody', createVideo: true },
			{ listing: { ms: 60_000 } },
			'found',
		],
		[
			'a list that shows it too late',
			{ kind: 'dropAfterBody', createVideo: true },
			{ listing: 'held' },
			'unconfirmed',
		],
		[
			'a list that shows another size',
			{ kind: 'dropAfterBody', createVideo: true },
			{ listedSize: ({ size }) => size + 1 },
			'unconfirmed',
		],
		[
			'a list that shows no size',
			{ kind: 'dropAfterBody', createVideo: true },
			{ listedSize: () => undefined },
			'unconfirmed',
		],
		[
			'a list that shows another name',
			{ kind: 'dropAfterBody', createVideo: true },
			{ storedName: () => '1be6a69f' },
			'unconfirmed',
		],
		[
			'a Date some seconds ahead of create_time',
			{ kind: 'dropAfterBody', createVideo: true },
			{ dateHeaderOffsetMs: 9_000, createTimeOffsetMs: -3_000 },
			'found',
		],
		['no Date', { kind: 'dropAfterBody', createVideo: true }, { dateHeaderOffsetMs: 'absent' }, 'found'],
		[
			'clocks ten minutes behind',
			{ kind: 'dropAfterBody', createVideo: true },
			{ dateHeaderOffsetMs: -600_000, createTimeOffsetMs: -600_000 },
			'found',
		],
		[
			'clocks ten minutes ahead',
			{ kind: 'dropAfterBody', createVideo: true },
			{ dateHeaderOffsetMs: 600_000, createTimeOffsetMs: 600_000 },
			'found',
		],
		[
			'a list with the oldest first, in short pages',
			{ kind: 'dropAfterBody', createVideo: true },
			{ listOrder: 'oldestFirst', longestPage: 2 },
			'found',
		],
		['a cut-off answer', { kind: 'truncatedJson' }, {}, 'found'],
		['an answer without data', { kind: 'noData' }, {}, 'found'],
	];

	describe.each(cases)('%s', (_name, fault, world, ending) => {
		test.each([
			[
				'Upload',
				unconfirmed,
				async (options: RunOptions) => await upload(inMemoryItem({ fileName: 'clip.mp4' }), options),
			],
			[
				'Upload From URL',
				unconfirmedFetch,
				async (options: RunOptions) => await uploadFromUrl('https://cdn.example.com/clip.mp4', options),
			],
		] as const)('%s', async (operation, message, run) => {
			hurry(120);
			// The URL's video has no size that is known, so only its name counts.
			const isFound =
				ending === 'found' || (operation === 'Upload From URL' && world.listedSize !== undefined);
			await stage.restartSimulator({ world, seedSampleVideos: true });
			const others = stage.simulator.videos.length;
			for (const endpoint of ['upload', 'upload_url'] as const) stage.simulator.faults.next(endpoint, fault);
			const ended = await run(retryOnFail);

			expect(stage.simulator.tally.videosMadeOf({})).toHaveLength(
				fault.kind === 'http' && !fault.createVideo ? 0 : 1,
			);
			expect([
				...stage.simulator.tally.requestsTo('upload'),
				...stage.simulator.tally.requestsTo('upload_url'),
			]).toHaveLength(1);
			if (isFound) {
				expect(ended.items.map(({ json }) => json)).toEqual([
					expect.objectContaining({ videoNo: stage.simulator.videos[others]?.videoNo, recovered: true }),
				]);
			} else expect(ended.error?.message).toBe(message);
		});
	});

	test.each([
		['Upload', unconfirmed, async () => await upload(inMemoryItem({ fileName: 'clip.mp4' }), retryOnFail)],
		[
			'Upload From URL',
			unconfirmedFetch,
			async () => await uploadFromUrl('https://cdn.example.com/clip.mp4', retryOnFail),
		],
	] as const)(
		'%s: an answer lost and an account that cannot be searched, with Retry On Fail',
		async (_case, message, run) => {
			hurry(120);
			for (const endpoint of ['upload', 'upload_url'] as const) {
				stage.simulator.faults.next(endpoint, { kind: 'dropAfterBody', createVideo: true });
			}
			// The first look is that of API Version Auto.
			stage.simulator.faults.next('list_videos', noFault);
			stage.simulator.faults.always('list_videos', { kind: 'http', status: 503 });
			const ended = await run();

			expect(ended.error?.message).toBe(message);
			expect(stage.simulator.tally.videosMadeOf({})).toHaveLength(1);
		},
	);

	test('Retry On Fail finds what the first try did not', async () => {
		hurry(120);
		stage.simulator.world.listing = { ms: 150_000 };
		stage.simulator.faults.next('upload', { kind: 'dropAfterBody', createVideo: true });
		const run = await upload(inMemoryItem(), retryOnFail);

		expect(run.items[0]?.json).toMatchObject({
			videoNo: stage.simulator.videos[0]?.videoNo,
			recovered: true,
		});
		expect(uploadsOf(stage.simulator)).toHaveLength(1);
	});

	test('a link without a file name takes no video for its own', async () => {
		hurry(120);
		stage.simulator.world.storedName = () => '';
		stage.simulator.faults.next('upload_url', { kind: 'dropAfterBody', createVideo: true });
		const run = await uploadFromUrl('https://cdn.example.com/?id=5');

		expect(run.error).toMatchObject({
			message: unconfirmedFetch,
			description: expect.stringContaining('holds no file name') as string,
		});
	});

	test('a colleague’s new video whose name holds that of the link is not taken', async () => {
		hurry(120);
		stage.simulator.faults.next('upload_url', { kind: 'dropAfterBody', createVideo: false });
		await upload(inMemoryItem({ fileName: 'holiday 2021.mp4' }));
		const run = await uploadFromUrl('https://cdn.example.com/1.mp4');

		expect(run.error?.message).toBe(unconfirmedFetch);
	});
});

describe('what the error says', () => {
	test('name, size and time, why, what was looked for, and how to go on; for one item of three', async () => {
		hurry();
		const items = [
			inMemoryItem({ fileName: 'a.mp4' }),
			inMemoryItem({ fileName: 'b.mp4' }),
			inMemoryItem({ fileName: 'c.mp4' }),
		];
		stage.simulator.faults.next('upload', noFault);
		stage.simulator.faults.next('upload', gatewayError(504, { createVideo: false }));
		const run = await stage.engine.runNode(uploadParameters(), items, credentialFor(stage.simulator));

		expect(run.error?.message).toBe('memories.ai may have taken the video but did not confirm it [Item 1]');
		expect(run.error?.description).toMatch(
			new RegExp(
				"^'b.mp4' \\(\\d+ bytes\\) was sent at \\S+Z, and no clear answer came: memories.ai is not available right now\\. " +
					'The account was searched for a new video of this name and size, and has none\\. ' +
					'It is not sent again, .*run the workflow again if it is not there\\. ' +
					`Uploaded before this item: item 0: ${stage.simulator.videos[0]?.videoNo ?? ''}$`,
			),
		);
	});

	test.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'with %s, for its item; the others go on',
		async (onError) => {
			hurry();
			const items = [
				inMemoryItem({ fileName: 'a.mp4' }),
				inMemoryItem({ fileName: 'b.mp4' }),
				inMemoryItem({ fileName: 'c.mp4' }),
			];
			stage.simulator.faults.next('upload', noFault);
			stage.simulator.faults.next('upload', { kind: 'dropAfterBody', createVideo: false });
			const run = await stage.engine.runNode(uploadParameters(), items, credentialFor(stage.simulator), {
				node: { onError },
			});

			const videoNos = stage.simulator.videos.map(({ videoNo }) => videoNo);
			expect(videoNos).toHaveLength(2);
			const failed =
				onError === 'continueErrorOutput' ? run.errorItems : run.items.filter(({ json }) => 'error' in json);
			expect(failed.map(({ json }) => json.error)).toEqual([
				'memories.ai may have taken the video but did not confirm it [Item 1]',
			]);
			expect(run.items.flatMap(({ json }) => ('videoNo' in json ? [json.videoNo] : []))).toEqual(videoNos);
		},
	);
});

describe('limits', () => {
	const retryAfters: Array<[header: string | undefined, ending: 'waits' | RegExp]> = [
		[undefined, 'waits'],
		['0', 'waits'],
		['300', 'waits'],
		['-5', 'waits'],
		['soon', 'waits'],
		['1771404540', /asks to wait until 20\d\d-/],
		['9999999999', /asks to wait until 23\d\d-/],
		[new Date('2200-01-01').toUTCString(), /asks to wait until 2(199|200)-/],
		['86400', /asks to wait until 20\d\d-/],
		['301', /asks to wait until 20\d\d-/],
		['1e300', /for more years than a calendar has/],
	];

	test.each(retryAfters)('Retry-After %s', async (header, ending) => {
		hurry();
		stage.simulator.faults.next('upload', requestLimit('0429', header));
		const run = await upload(inMemoryItem());

		expect(stage.simulator.videos).toHaveLength(ending === 'waits' ? 1 : 0);
		expect(uploadsOf(stage.simulator)).toHaveLength(ending === 'waits' ? 2 : 1);
		if (ending === 'waits') expect(run.items).toHaveLength(1);
		else {
			expect(run.error?.message).toBe('memories.ai has reached its request limit [Item 0]');
			expect(run.error?.description).toMatch(ending);
		}
	});

	test.each(['0429', '-1', '0001', '500'])(
		'"Request has exceeded the limit." with code %s is one',
		async (code) => {
			hurry();
			stage.simulator.faults.next('upload', requestLimit(code));
			const run = await upload(inMemoryItem());

			expect(run.items[0]?.json.videoNo).toBe(stage.simulator.videos[0]?.videoNo);
			expect(uploadsOf(stage.simulator)).toHaveLength(2);
		},
	);

	test('"network abnormal" is met by sending again', async () => {
		hurry();
		stage.simulator.faults.next('upload', networkAbnormal, { times: 3 });
		const run = await upload(inMemoryItem());

		expect(run.items[0]?.json.videoNo).toBe(stage.simulator.videos[0]?.videoNo);
		expect(uploadsOf(stage.simulator)).toHaveLength(4);
	});

	const counting: Array<World['countsRequests']> = ['begun', 'whole'];

	test.each(counting)(
		'six items at one upload a minute, counted once %s: one is refused, the others paced',
		async (counts) => {
			hurry();
			// One of the clocks of the simulator runs as fast as the pauses.
			const startedAt = performance.now();
			await stage.restartSimulator({ dateNow: () => Date.now() + (performance.now() - startedAt) });
			stage.simulator.world.requestLimits = { 'v1.2': { upload: { requests: 1, perMs: 60_000 } } };
			stage.simulator.world.countsRequests = counts;
			stage.simulator.faults.next('upload', noFault, { times: 2 });
			stage.simulator.faults.next('upload', { kind: 'slowReader', bytesPerSecond: 2_000 });
			const items = Array.from({ length: 6 }, (_, index) => inMemoryItem({ fileName: `${index}.mp4` }));
			const run = await stage.engine.runNode(uploadParameters(), items, credentialFor(stage.simulator));

			expect(run.items).toHaveLength(6);
			expect(stage.simulator.videos).toHaveLength(6);
			expect(uploadsOf(stage.simulator)).toHaveLength(7);
		},
	);
});

test('a default backend’s 404 on the first look after a start does not pin the process to v1.1', async () => {
	await stage.restartSimulator({ servedVersions: ['v1.2'] });
	stage.simulator.faults.next('list_videos', { kind: 'http', status: 404, body: 'default backend - 404' });
	const failed = await upload(inMemoryItem());
	const run = await upload(inMemoryItem());

	expect(failed.error?.message).toContain('does not offer the chosen version');
	expect(run.items[0]?.json).toMatchObject({ apiVersion: 'v1.2' });
});
