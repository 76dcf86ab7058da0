import type { INodeParameters } from 'n8n-workflow';
import { uploadedVideoNo } from '../../simulator/testClient';
import { byId } from '../support/parameters';
import { Stage } from '../support/stage';
import { until } from '../support/until';
import { calledEndpoints, parsedVideoNo } from '../support/videos';

const stage = Stage.forEachTest();

async function ask(
	apiVersion: 'v1.1' | 'v1.2',
	videoNos: string,
	fields: INodeParameters = {},
	options: Parameters<Stage['runOn']>[4] = {},
) {
	const parameters = { resource: 'chat', videoNos: byId(videoNos), prompt: 'What is built?', ...fields };
	return await stage.runOn(apiVersion, 'ask', parameters, undefined, options);
}

describe.each([
	['v1.1', 'stream'],
	['v1.1', 'json'],
	['v1.2', 'json'],
	['v1.2', 'stream'],
] as const)('API %s, answering as %s', (version, chatForm) => {
	beforeEach(async () => await stage.restartSimulator({ chatForm }));

	test('gives the answer, the conversation and the places it rests on', async () => {
		const videoNo = await parsedVideoNo(stage.simulator, { version });
		const run = await ask(version, videoNo);

		expect(run.items).toEqual([
			{
				json: {
					answer: 'About "What is built?": a chair is built in clip.',
					sessionId: expect.stringMatching(/^\d{18}$/) as string,
					references: [
						{ videoNo, videoName: 'clip', startTime: 0, endTime: 4.5, text: 'Welcome to the workshop.' },
						{ videoNo, videoName: 'clip', startTime: 4.5, endTime: 30, text: 'Today we build a chair.' },
					],
				},
				pairedItem: { item: 0 },
			},
		]);
	});

	test('gives the raw data, in one form, where the user wants it', async () => {
		const run = await ask(version, await parsedVideoNo(stage.simulator, { version }), { simplify: false });

		expect(run.items[0]?.json).toMatchObject({
			role: 'ASSISTANT',
			content: 'About "What is built?": a chair is built in clip.',
			thinkings: [{ title: 'Look into the videos', content: 'I look into 1 videos.' }],
			session_id: expect.stringMatching(/^\d{18}$/) as string,
		});
	});

	test('asks about several videos, and goes on with a conversation', async () => {
		const first = await parsedVideoNo(stage.simulator, { version, fileName: 'a.mp4' });
		const second = await parsedVideoNo(stage.simulator, { version, fileName: 'b.mp4' });
		const sessionId = '606122521888985088';
		const run = await ask(version, `${first}, ${second}`, { options: { sessionId } });

		expect(stage.simulator.journal.at(-1)?.json).toEqual({
			video_nos: [first, second],
			prompt: 'What is built?',
			session_id: sessionId,
		});
		expect(run.items[0]?.json).toMatchObject({
			answer: 'About "What is built?": a chair is built in a and b.',
			sessionId,
		});
	});

	test('a video that is not parsed yet: wait for it', async () => {
		const run = await ask(version, await uploadedVideoNo(stage.simulator, { version }));

		expect(run.error).toMatchObject({
			message: 'memories.ai has not parsed the video yet [Item 0]',
			description: expect.stringContaining("'Wait Until Parsed'") as string,
		});
	});

	test('a video that the account lacks', async () => {
		expect((await ask(version, 'VI1')).error?.message).toBe(
			'The memories.ai account does not have this video [Item 0]',
		);
	});
});

test.each(['v1.1', 'v1.2'] as const)('takes JSON and a stream of events alike, API %s', async (version) => {
	await ask(version, await parsedVideoNo(stage.simulator, { version }));

	expect(stage.simulator.journal.at(-1)?.headers.accept).toBe('application/json, text/event-stream');
});

test('a list from an expression, and a number as conversation', async () => {
	const videoNo = await parsedVideoNo(stage.simulator, {});
	await ask('v1.2', `={{ ["${videoNo}", "${videoNo}"] }}`, { options: { sessionId: '={{ 42 }}' } });

	expect(stage.simulator.journal.at(-1)?.json).toMatchObject({ video_nos: [videoNo], session_id: '42' });
});

test('looks in the part of the account that the user names', async () => {
	const videoNo = await parsedVideoNo(stage.simulator, { fields: [['unique_id', 'team-a']] });
	const options = { uniqueId: 'team-a' };

	expect((await ask('v1.2', videoNo, { options })).status).toBe('success');
	expect((await ask('v1.1', videoNo, { options })).error?.message).toContain(
		"'Unique ID' needs version v1.2",
	);
});

test.each([
	['VI1', { prompt: ' ' }, "'Prompt' is empty [Item 0]"],
	['={{ $json.missing }}', {}, "'Videos' is empty [Item 0]"],
	['VI1', { prompt: '={{ $json.missing }}' }, "'Prompt' is empty [Item 0]"],
])('%j with %j is refused before anything is sent', async (videoNos, fields, message) => {
	expect((await ask('v1.2', videoNos, fields)).error?.message).toBe(message);
	expect(stage.simulator.journal).toEqual([]);
});

describe('an answer costs money: the question', () => {
	const calls = () => calledEndpoints(stage.simulator);

	test('is sent again after the request limit, which kept it out', async () => {
		const videoNo = await parsedVideoNo(stage.simulator, {});
		const limit = { kind: 'http', status: 429, headers: { 'retry-after': '0' } } as const;
		stage.simulator.faults.next('chat', limit, { times: 2 });

		expect((await ask('v1.2', videoNo)).status).toBe('success');
		expect(calls()).toEqual(['chat', 'chat', 'chat']);
	});

	test.each([
		['no answer', { kind: 'dropAfterBody', createVideo: true }, 'memories.ai did not answer'],
		[
			"a gateway's page",
			{ kind: 'http', status: 504, body: '<html>' },
			'memories.ai is not available right now',
		],
		['an answer without data', { kind: 'noData' }, 'memories.ai took the question but gave no answer'],
		['half an answer', { kind: 'truncatedJson' }, 'The answer does not come from the memories.ai API'],
	] as const)('is not sent again after %s', async (_case, fault, message) => {
		const videoNo = await parsedVideoNo(stage.simulator, {});
		stage.simulator.faults.next('chat', fault);

		expect((await ask('v1.2', videoNo)).error?.message).toContain(message);
		expect(calls()).toEqual(['chat']);
	});

	test('is not sent again when a stream breaks off', async () => {
		const videoNo = await parsedVideoNo(stage.simulator, { version: 'v1.1' });
		stage.simulator.faults.next('chat', { kind: 'truncatedJson' });
		const run = await ask('v1.1', videoNo);

		expect(run.error?.message).toContain('The answer does not come from the memories.ai API');
		expect(calls()).toEqual(['chat']);
	});
});

test('cancelling the execution ends the request', async () => {
	const videoNo = await parsedVideoNo(stage.simulator, {});
	stage.simulator.faults.next('chat', { kind: 'silentAfterBody', createVideo: false });
	const question = () => stage.simulator.journal.find(({ path }) => path.endsWith('/chat'));
	const run = await ask('v1.2', videoNo, {}, { cancelWhen: until(() => question()?.json !== undefined) });

	expect(run.items).toEqual([]);
	await until(() => question()?.aborted === true);
});
