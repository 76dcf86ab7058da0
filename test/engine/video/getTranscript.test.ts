import { uploadedVideoNo } from '../../simulator/testClient';
import { byId } from '../support/parameters';
import { Stage } from '../support/stage';
import { calledEndpoints, parsedVideoNo } from '../support/videos';

const stage = Stage.forEachTest();

const spoken = [
	{ startTime: 0, endTime: 4.5, text: 'Welcome to the workshop.' },
	{ startTime: 4.5, endTime: 30, text: 'Today we build a chair.' },
];
const seen = [
	{ startTime: 0, endTime: 30, text: 'A man stands at a workbench.' },
	{ startTime: 30, endTime: 60, text: 'A finished chair turns on a table.' },
];

async function transcribe(apiVersion: 'v1.1' | 'v1.2', transcriptType: string, videoNo: string) {
	return await stage.runOn(apiVersion, 'getTranscript', { videoNo: byId(videoNo), transcriptType });
}

describe.each(['v1.1', 'v1.2'] as const)('API %s', (version) => {
	test.each([
		['audio', spoken],
		['visual', seen],
	])('%s: the whole text, and its parts with seconds as numbers', async (type, segments) => {
		const videoNo = await parsedVideoNo(stage.simulator, { version });
		const run = await transcribe(version, type, videoNo);

		expect(run.items).toEqual([
			{
				json: { videoNo, type, text: segments.map(({ text }) => text).join('\n'), segments },
				pairedItem: { item: 0 },
			},
		]);
	});

	test('a video without an audio track has an empty transcript', async () => {
		const videoNo = await parsedVideoNo(stage.simulator, { version });
		for (const video of stage.simulator.videos) Object.assign(video, { hasAudio: false });
		const run = await transcribe(version, 'audio', videoNo);

		expect(run.items[0]?.json).toEqual({ videoNo, type: 'audio', text: '', segments: [] });
	});

	test.each(['audio', 'visual'])('%s of a video that is not parsed yet: wait for it', async (type) => {
		const videoNo = await uploadedVideoNo(stage.simulator, { version });
		const run = await transcribe(version, type, videoNo);

		expect(run.error).toMatchObject({
			message: 'memories.ai has not parsed the video yet [Item 0]',
			description: expect.stringContaining("'Wait Until Parsed'") as string,
		});
	});

	test.each(['audio', 'visual'])('%s of a video that memories.ai could not parse', async (type) => {
		const videoNo = await uploadedVideoNo(stage.simulator, { version });
		await stage.simulator.settle(videoNo, 'FAIL');
		const run = await transcribe(version, type, videoNo);

		expect(run.error).toMatchObject({
			message: `memories.ai could not parse the video ${videoNo} [Item 0]`,
			description: expect.stringContaining('Indexing failed') as string,
		});
	});

	test.each(['audio', 'visual'])('%s of a video that the account lacks', async (type) => {
		const run = await transcribe(version, type, 'VI1');

		expect(run.error?.message).toBe("'Video': the account has no video VI1 [Item 0]");
	});

	test('an error leaves the other items alone where the user wants it', async () => {
		const videoNo = await parsedVideoNo(stage.simulator, { version });
		const fields = { videoNo: byId('={{ $json.id }}'), transcriptType: 'audio' };
		const items = [{ json: { id: 'VI1' } }, { json: { id: videoNo } }];
		const run = await stage.runOn(version, 'getTranscript', fields, items, {
			node: { onError: 'continueRegularOutput' },
		});

		expect(run.items).toMatchObject([
			{ json: { error: expect.stringContaining('no video VI1') as string }, pairedItem: { item: 0 } },
			{ json: { videoNo }, pairedItem: { item: 1 } },
		]);
	});
});

describe('what is seen, in v1.2', () => {
	test('is asked for by its current name', async () => {
		await transcribe('v1.2', 'visual', await parsedVideoNo(stage.simulator, {}));

		expect(calledEndpoints(stage.simulator)).toEqual(['get_video_caption']);
	});

	test.each(['spring404', 'envelope0001'] as const)(
		'is asked for by its name of 2025 where the server has no other (%s)',
		async (unknownPathAnswer) => {
			await stage.restartSimulator({ unservedEndpoints: ['get_video_caption'], unknownPathAnswer });
			const run = await transcribe('v1.2', 'visual', await parsedVideoNo(stage.simulator, {}));

			expect(run.items[0]?.json).toMatchObject({ segments: seen });
			expect(calledEndpoints(stage.simulator)).toEqual(['get_video_caption', 'get_video_transcription']);
		},
	);
});

test('looks in the part of the account that the user names', async () => {
	const videoNo = await parsedVideoNo(stage.simulator, { fields: [['unique_id', 'team-a']] });
	const fields = { videoNo: byId(videoNo), transcriptType: 'audio' };

	expect((await stage.runOn('v1.2', 'getTranscript', fields)).error?.message).toContain('no video');
	expect(
		(await stage.runOn('v1.2', 'getTranscript', { ...fields, options: { uniqueId: 'team-a' } })).items[0]
			?.json,
	).toMatchObject({ segments: spoken });
});
