import { sleep } from 'n8n-workflow';
import type { SimulatorOptions } from '../simulator/simulator';
import { uploadedVideoNo } from '../simulator/testClient';
import { callTrigger, requestsOf, signedQuery } from './support/callbacks';
import { hurry } from './support/hurry';
import { Stage } from './support/stage';
import { parsedVideoNo } from './support/videos';

const stage = Stage.forEachTest();

const v11Only: SimulatorOptions = { servedVersions: ['v1.1'] };

async function parsedVideoNos(count: number, version: 'v1.1' | 'v1.2' = 'v1.2'): Promise<string[]> {
	return await Promise.all(
		Array.from({ length: count }, async () => await parsedVideoNo(stage.simulator, { version })),
	);
}

/** One call for each video, all at once. */
async function callAbout(videoNos: string[]) {
	return await Promise.all(
		videoNos.map(async (videoNo) => await callTrigger(stage, {}, { videoNo, status: 'PARSE' })),
	);
}

describe('an unsigned call', () => {
	test.each([
		['about a video of the account is an event with its status', 'FAIL', 'video.parsed', 200],
		['about another video is refused', 'PARSE', undefined, 403],
	])('%s', async (_case, status, event, httpStatus) => {
		const videoNo = event === undefined ? 'VI999999999999999999' : await parsedVideoNo(stage.simulator, {});
		const result = await callTrigger(stage, {}, { videoNo, status });

		expect(result.status).toBe(httpStatus);
		expect(result.items.map((item) => [item.event, item.status, item.verified])).toEqual(
			event === undefined ? [] : [[event, 'PARSE', 'api']],
		);
	});

	test('about a task can be confirmed by nobody', async () => {
		const result = await callTrigger(stage, {}, { taskId: 'task_1', status: 'SUCCEEDED' });

		expect(result).toMatchObject({ status: 403, items: [] });
		expect(stage.simulator.journal).toEqual([]);
	});

	test('of several videos, those of the account pass', async () => {
		const [videoNo] = await parsedVideoNos(1);
		const batch = [
			{ videoNo, status: 'PARSE' },
			{ videoNo: 'VI999999999999999999', status: 'PARSE' },
		];
		const result = await callTrigger(stage, {}, batch);

		expect(result.items.map((item) => item.videoNo)).toEqual([videoNo]);
		expect(requestsOf(stage.simulator)).toHaveLength(2);
	});

	test('about a video in a part of the account is confirmed where the trigger names that part', async () => {
		const videoNo = await parsedVideoNo(stage.simulator, { fields: [['unique_id', 'team-a']] });
		const body = { videoNo, status: 'PARSE' };

		expect(await callTrigger(stage, {}, body)).toMatchObject({ status: 403 });
		const result = await callTrigger(stage, { eventOptions: { uniqueId: 'team-a' } }, body);
		expect(result.items).toEqual([expect.objectContaining({ videoNo, verified: 'api' })]);
	});

	test('that is ahead of what memories.ai says is confirmed once it says so', async () => {
		hurry(20);
		const videoNo = await uploadedVideoNo(stage.simulator, {});
		const call = callTrigger(stage, {}, { videoNo, status: 'PARSE' });
		await sleep(1_000);
		await stage.simulator.settle(videoNo, 'PARSE');

		expect((await call).items).toEqual([expect.objectContaining({ status: 'PARSE', verified: 'api' })]);
	});

	test('cannot make memories.ai say what it does not', async () => {
		hurry(100);
		const videoNo = await uploadedVideoNo(stage.simulator, {});
		const result = await callTrigger(stage, {}, { videoNo, status: 'FAIL' });

		expect(result.items).toEqual([expect.objectContaining({ event: 'video.unparsed', status: 'UNPARSE' })]);
	});
});

describe('a burst of unsigned calls', () => {
	test('about 100 videos gives 100 events for a few requests', async () => {
		const videoNos = await parsedVideoNos(100);
		const results = await callAbout(videoNos);

		expect(results.map(({ status }) => status)).toEqual(videoNos.map(() => 200));
		expect(results.map(({ items }) => items.map((item) => item.videoNo))).toEqual(videoNos.map((no) => [no]));
		expect(requestsOf(stage.simulator).length).toBeLessThanOrEqual(5);
	});

	test('loses none with a server that does not know video_nos', async () => {
		const videoNos = (await parsedVideoNos(40)).slice(0, 30);
		stage.simulator.world.videoNosAnswer = (asked, others) => [...others, ...asked];
		expect((await callAbout(videoNos)).map(({ status }) => status)).toEqual(videoNos.map(() => 200));
		const asked = requestsOf(stage.simulator).length;

		// It is not tried again.
		expect((await callAbout(videoNos.slice(0, 5))).map(({ status }) => status)).toEqual(Array(5).fill(200));
		expect(requestsOf(stage.simulator).length).toBeLessThanOrEqual(asked + 5);
	});

	test('loses none where pages are shorter than asked for', async () => {
		const videoNos = await parsedVideoNos(30);
		stage.simulator.world.longestPage = 10;

		expect((await callAbout(videoNos)).map(({ status }) => status)).toEqual(videoNos.map(() => 200));
	});

	test('loses none with v1.1, which is asked about two at a time', async () => {
		await stage.restartSimulator(v11Only);
		const videoNos = await parsedVideoNos(20, 'v1.1');

		expect((await callAbout(videoNos)).map(({ status }) => status)).toEqual(videoNos.map(() => 200));
		expect(requestsOf(stage.simulator).filter((path) => path === 'video/list_videos')).toHaveLength(20);
	});
});

describe('Confirm Status', () => {
	const parameters = { callbackCheck: 'signed', eventOptions: { confirmStatus: true } };

	test('asks about signed calls as well, in the part of the link', async () => {
		const videoNo = await parsedVideoNo(stage.simulator, { fields: [['unique_id', 'team-a']] });
		const query = signedQuery({ uniqueId: 'team-a', reference: 'order-1' });
		const result = await callTrigger(stage, parameters, { videoNo, status: 'FAIL' }, { query });

		expect(result.items).toEqual([
			expect.objectContaining({ status: 'PARSE', verified: 'signature', reference: 'order-1' }),
		]);
	});

	test('refuses what memories.ai does not know', async () => {
		const body = { videoNo: 'VI1', status: 'PARSE' };
		const result = await callTrigger(stage, parameters, body, { query: signedQuery() });

		expect(result).toMatchObject({ status: 403, items: [] });
	});

	test('is not held up by a flood of strangers', async () => {
		const videoNo = await parsedVideoNo(stage.simulator, {});
		hurry(20);
		const flood = Array.from({ length: 30 }, async (_, stranger) => {
			const batch = Array.from({ length: 10 }, (_each, index) => ({ videoNo: `VI${stranger}-${index}` }));
			return await callTrigger(stage, {}, batch);
		});
		const query = signedQuery();
		const result = await callTrigger(stage, parameters, { videoNo, status: 'PARSE' }, { query });

		expect(result.status).toBe(200);
		expect((await Promise.all(flood)).map(({ status }) => status)).toContain(503);
	});
});
