import { uploadedVideoNo } from '../../simulator/testClient';
import { byId } from '../support/parameters';
import { Stage } from '../support/stage';
import { parsedVideoNo } from '../support/videos';

const stage = Stage.forEachTest();

const summary = 'A man builds a chair in his workshop.';

async function summarize(apiVersion: 'v1.1' | 'v1.2', summaryType: string, videoNo: string) {
	return await stage.runOn(apiVersion, 'summarize', { videoNo: byId(videoNo), summaryType });
}

describe.each(['v1.1', 'v1.2'] as const)('API %s', (version) => {
	test('chapters have a start', async () => {
		const videoNo = await parsedVideoNo(stage.simulator, { version });
		const run = await summarize(version, 'chapters', videoNo);

		expect(run.items).toEqual([
			{
				json: {
					videoNo,
					type: 'chapters',
					summary,
					sections: [
						{ title: 'Part 1', description: 'A man stands at a workbench.', startTime: 0 },
						{ title: 'Part 2', description: 'A finished chair turns on a table.', startTime: 30 },
					],
				},
				pairedItem: { item: 0 },
			},
		]);
	});

	test('topics have none', async () => {
		const run = await summarize(version, 'topics', await parsedVideoNo(stage.simulator, { version }));

		expect(run.items[0]?.json).toMatchObject({
			type: 'topics',
			sections: [{ title: 'Part 1', description: 'A man stands at a workbench.' }, { title: 'Part 2' }],
		});
		expect(JSON.stringify(run.items)).not.toContain('startTime');
	});

	test('a video that is not parsed yet: wait for it', async () => {
		const run = await summarize(version, 'chapters', await uploadedVideoNo(stage.simulator, { version }));

		expect(run.error).toMatchObject({
			message: 'memories.ai has not parsed the video yet [Item 0]',
			description: expect.stringContaining("'Wait Until Parsed'") as string,
		});
	});

	test('one that the account lacks', async () => {
		expect((await summarize(version, 'chapters', 'VI1')).error?.message).toBe(
			"'Video': the account has no video VI1 [Item 0]",
		);
	});

	test('a parsed video that memories.ai has no summary of: ask for one', async () => {
		const videoNo = await parsedVideoNo(stage.simulator, { version });
		stage.simulator.faults.next('generate_summary', { kind: 'noData' });

		expect((await summarize(version, 'chapters', videoNo)).error).toMatchObject({
			message: 'memories.ai has no summary of the video [Item 0]',
			description: expect.stringContaining("'Ask'") as string,
		});
	});
});

test.each(['spring404', 'envelope0001'] as const)(
	'a server of v1.2 that writes no summaries: ask for one (%s)',
	async (unknownPathAnswer) => {
		await stage.restartSimulator({ unservedEndpoints: ['generate_summary'], unknownPathAnswer });
		const run = await summarize('v1.2', 'chapters', await parsedVideoNo(stage.simulator, {}));

		expect(run.error).toMatchObject({
			message: 'This memories.ai server does not write summaries [Item 0]',
			description: expect.stringContaining("'Ask'") as string,
		});
	},
);
