import type { INodeParameters } from 'n8n-workflow';
import { requestLimit, streamCutOff, streamWithError } from '../../simulator/commonFaults';
import type { TestCredential } from '../support/engine';
import { hurry } from '../support/hurry';
import { Stage } from '../support/stage';
import { calledEndpoints, parsedVideoNo } from '../support/videos';

const stage = Stage.forEachTest();

async function askLibrary(fields: INodeParameters = {}, apiVersion: TestCredential['apiVersion'] = 'auto') {
	const parameters = { resource: 'chat', prompt: 'What is built?', ...fields };
	return await stage.runOn(apiVersion, 'askLibrary', parameters);
}

const question = () => stage.simulator.tally.requestsTo('chat_personal_stream').at(-1)?.json;

describe.each(['events', 'json'] as const)('answered in %s', (libraryChatForm) => {
	beforeEach(async () => await stage.restartSimulator({ libraryChatForm }));

	test('gives the answer, the conversation and the places it rests on', async () => {
		const first = await parsedVideoNo(stage.simulator, { fileName: 'a.mp4' });
		const second = await parsedVideoNo(stage.simulator, { fileName: 'b.mp4' });
		const run = await askLibrary();

		const placesIn = (videoNo: string, videoName: string) => [
			{ videoNo, videoName, startTime: 0, endTime: 4.5, text: 'Welcome to the workshop.' },
			{ videoNo, videoName, startTime: 4.5, endTime: 30, text: 'Today we build a chair.' },
		];
		expect(run.items).toEqual([
			{
				json: {
					answer: 'About "What is built?": a chair is built in a and b.',
					sessionId: expect.stringMatching(/^\d{18}$/) as string,
					references: [...placesIn(first, 'a'), ...placesIn(second, 'b')],
				},
				pairedItem: { item: 0 },
			},
		]);
		expect(question()).toEqual({ prompt: 'What is built?', session_id: '' });
	});

	test('goes on with a conversation', async () => {
		await parsedVideoNo(stage.simulator, {});
		const [item] = (await askLibrary()).items;
		const sessionId = item?.json.sessionId as string;
		const run = await askLibrary({ options: { sessionId } });

		expect(question()).toMatchObject({ session_id: sessionId });
		expect(run.items[0]?.json).toMatchObject({ sessionId });
	});
});

test('takes a stream of tokens, which name no places', async () => {
	await stage.restartSimulator({ libraryChatForm: 'tokens' });
	await parsedVideoNo(stage.simulator, {});

	expect((await askLibrary()).items[0]?.json).toEqual({
		answer: 'About "What is built?": a chair is built in clip.',
		references: [],
	});
});

test('asks about the part of the account that the user names', async () => {
	await parsedVideoNo(stage.simulator, { fileName: 'a.mp4', fields: [['unique_id', 'team-a']] });
	await parsedVideoNo(stage.simulator, { fileName: 'b.mp4' });
	const run = await askLibrary({ options: { uniqueId: 'team-a' } });

	expect(run.items[0]?.json.answer).toBe('About "What is built?": a chair is built in a.');
});

test('gives the raw data where the user wants it', async () => {
	await parsedVideoNo(stage.simulator, {});

	expect((await askLibrary({ simplify: false })).items[0]?.json).toMatchObject({
		role: 'ASSISTANT',
		thinkings: [{ title: 'Look into the videos' }],
	});
});

test.each(['spring404', 'envelope0001'] as const)(
	'a server that has retired the path says so, answering %s',
	async (unknownPathAnswer) => {
		await stage.restartSimulator({ unservedEndpoints: ['chat_personal_stream'], unknownPathAnswer });
		const run = await askLibrary();

		expect(run.error).toMatchObject({
			message: "memories.ai does not offer 'Ask Library' any more [Item 0]",
			description: expect.stringContaining("'Search Videos'") as string,
		});
	},
);

test('v1.1 does not have it', async () => {
	expect((await askLibrary({}, 'v1.1')).error?.message).toBe(
		"'Ask Library' needs version v1.2 of the memories.ai API [Item 0]",
	);
	expect(stage.simulator.journal).toEqual([]);
});

test('an empty question is refused before anything is sent', async () => {
	expect((await askLibrary({ prompt: ' ' })).error?.message).toBe("'Prompt' is empty [Item 0]");
	expect(stage.simulator.journal).toEqual([]);
});

test('is asked again after the request limit, two questions a minute', async () => {
	hurry();
	stage.simulator.faults.next('chat_personal_stream', requestLimit(), { times: 2 });
	const run = await askLibrary();

	expect(run.error).toBeUndefined();
	expect(calledEndpoints(stage.simulator).filter((name) => name === 'chat_personal_stream')).toHaveLength(3);
});

test.each([
	['a stream that breaks off', streamCutOff, 'The answer does not come from the memories.ai API'],
	['a stream that ends with an error', streamWithError, 'memories.ai refused the request'],
	[
		'an answer without words',
		{ kind: 'alteredAnswer', alter: () => 'data:[DONE]\n\n' },
		'memories.ai took the question but gave no answer',
	],
] as const)('is not asked again after %s', async (_case, fault, message) => {
	await parsedVideoNo(stage.simulator, {});
	stage.simulator.faults.next('chat_personal_stream', fault);

	expect((await askLibrary()).error?.message).toContain(message);
	expect(stage.simulator.tally.requestsTo('chat_personal_stream')).toHaveLength(1);
});
