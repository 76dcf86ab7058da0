import { answered, callTrigger, signedQuery } from './support/callbacks';
import { Stage } from './support/stage';
import { credentialFor } from './support/uploads';
import { parsedVideoNo } from './support/videos';

const documentedV11 = {
	videoNo: 'mavi_video_554046065381212160',
	clientId: 'd7a7427b502df6c8e31de003675b7b77',
	status: 'PARSE',
};

const stage = Stage.forEachTest();

const acceptAny = { callbackCheck: 'any' };

describe('events', () => {
	test('the documented v1.1 payload becomes an event with the names users build on', async () => {
		const result = await callTrigger(stage, acceptAny, documentedV11);

		expect(result).toMatchObject({ status: 200, body: answered(0, 'success') });
		expect(result.items).toEqual([
			{
				event: 'video.parsed',
				videoNo: documentedV11.videoNo,
				clientId: documentedV11.clientId,
				status: 'PARSE',
				verified: 'none',
				eventId: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
				receivedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string,
			},
		]);
	});

	test.each([
		['PARSE', 'video.parsed'],
		['PARSED', 'video.parsed'],
		['UNPARSE', 'video.unparsed'],
		['FAIL', 'video.failed'],
		['FAILED', 'video.failed'],
		['ERROR', 'video.failed'],
		['PARSE_ERROR', 'video.failed'],
		['SOMETHING_NEW', 'video.something_new'],
	])('status %s is the event %s', async (status, event) => {
		const result = await callTrigger(stage, acceptAny, { videoNo: 'VI1', status });

		expect(result.items).toEqual([expect.objectContaining({ event, status, videoNo: 'VI1' })]);
	});

	test('an import task is an event of its own', async () => {
		const taskId = `${'a'.repeat(8)}-0000-4000-8000-${'b'.repeat(12)}_${'c'.repeat(32)}`;
		const result = await callTrigger(stage, acceptAny, { taskId, status: 'SUCCEEDED' });

		expect(result.items).toEqual([
			expect.objectContaining({ event: 'task.succeeded', taskId, status: 'SUCCEEDED' }),
		]);
	});

	test('two deliveries of one fact carry one event id, another status another', async () => {
		const ids = [];
		for (const status of ['PARSE', 'PARSED', 'FAIL']) {
			ids.push((await callTrigger(stage, acceptAny, { videoNo: 'VI1', status })).items[0]?.eventId);
		}

		expect(ids[0]).toBe(ids[1]);
		expect(ids[2]).not.toBe(ids[0]);
	});

	test.each([
		[['parsed'], 'PARSE', 1],
		[['parsed'], 'PARSED', 1],
		[['parsed'], 'UNPARSE', 0],
		[['failed'], 'FAILED', 1],
		[['failed'], 'ERROR', 1],
		[['failed', 'unparsed'], 'UNPARSE', 1],
		[['parsed', 'unparsed', 'failed', 'task'], 'SOMETHING_NEW', 0],
		['parsed,failed', 'PARSE', 1],
	])('Trigger On %j takes %s %d times and answers 200 either way', async (events, status, items) => {
		const result = await callTrigger(stage, { ...acceptAny, events }, { videoNo: 'VI1', status });

		expect(result).toMatchObject({ status: 200, body: answered(0, 'success') });
		expect(result.items).toHaveLength(items);
	});

	test('of a doubled form parameter the first counts', async () => {
		const result = await callTrigger(stage, acceptAny, 'videoNo=VI1&status=PARSE&status=FAIL&videoNo=VI2');

		expect(result.items).toEqual([expect.objectContaining({ videoNo: 'VI1', status: 'PARSE' })]);
	});

	test('Include Body adds what was sent, ids of 18 digits intact', async () => {
		const result = await callTrigger(
			stage,
			{ ...acceptAny, eventOptions: { includeBody: true } },
			'{"data":{"video_id":554046065381212160,"status":"PARSE"}}',
		);

		expect(result.items[0]).toMatchObject({
			videoNo: '554046065381212160',
			body: { data: { video_id: '554046065381212160', status: 'PARSE' } },
		});
	});
});

describe('Include Details', () => {
	const withDetails = { ...acceptAny, eventOptions: { includeDetails: true } };

	test('adds what the API knows, numbers as numbers', async () => {
		const videoNo = await parsedVideoNo(stage.simulator, { fileName: 'sample.mp4' });
		const result = await callTrigger(stage, withDetails, { videoNo, status: 'PARSE' });

		expect(result.items[0]).not.toHaveProperty('detailsMissing');
		expect(result.items[0]?.video).toMatchObject({
			videoNo,
			name: 'sample',
			size: expect.any(Number) as number,
			createdAt: expect.stringMatching(/Z$/) as string,
			resolution: expect.any(String) as string,
			width: expect.any(Number) as number,
			fps: expect.any(Number) as number,
		});
	});

	test('looks in the part of the account that the link names', async () => {
		const fields: Array<[string, string]> = [['unique_id', 'team-a']];
		const videoNo = await parsedVideoNo(stage.simulator, { fields });
		const query = signedQuery({ uniqueId: 'team-a' });
		const result = await callTrigger(stage, withDetails, { videoNo, status: 'PARSE' }, { query });

		expect(result.items[0]?.video).toMatchObject({ videoNo });
	});

	test.each([
		['an answer', { kind: 'http', status: 502 } as const, 'memories.ai did not give them in time'],
		['the video', undefined, 'The account has no video of this number'],
	])('that lacks %s says so, and the event comes all the same', async (_case, fault, detailsMissing) => {
		stage.simulator.faults.always('get_metadata', fault);
		const result = await callTrigger(stage, withDetails, documentedV11);

		expect(result.items).toEqual([expect.objectContaining({ event: 'video.parsed', detailsMissing })]);
		expect(result.items[0]).not.toHaveProperty('video');
	});
});

describe.each(['any', 'signed', 'signedOrConfirmed'])(
	'a call without a status, under "%s"',
	(callbackCheck) => {
		test('has its status looked up', async () => {
			const videoNo = await parsedVideoNo(stage.simulator, {});
			const query = signedQuery();
			const signed = await callTrigger(stage, { callbackCheck }, { videoNo }, { query });
			const unsigned = await callTrigger(stage, { callbackCheck }, { videoNo });

			expect(signed.items).toEqual([expect.objectContaining({ status: 'PARSE', verified: 'signature' })]);
			expect(unsigned.items).toEqual(
				callbackCheck === 'signed' ? [] : [expect.objectContaining({ status: 'PARSE', verified: 'api' })],
			);
		});

		test('starts nothing when the account does not have the video', async () => {
			const result = await callTrigger(
				stage,
				{ callbackCheck },
				{ videoNo: 'VI1' },
				{ query: signedQuery() },
			);

			expect(result).toMatchObject({ status: 403, items: [] });
		});
	},
);

test('a test run in the editor takes any delivery and says so', async () => {
	const body = { videoNo: 'VI999999999999999999', status: 'PARSE' };
	const result = await callTrigger(stage, { callbackCheck: 'signed' }, body, { mode: 'manual' });

	expect(result.items).toEqual([expect.objectContaining({ verified: 'none' })]);
	expect(stage.simulator.journal).toEqual([]);
});

test('nothing is set up or taken down at memories.ai on activation', async () => {
	const { context, methods } = stage.engine.triggerHooks(credentialFor(stage.simulator));

	expect(await methods?.checkExists.call(context)).toBe(false);
	expect(await methods?.create.call(context)).toBe(true);
	expect(await methods?.delete.call(context)).toBe(true);
	expect(stage.simulator.journal).toEqual([]);
});
