import {
	defaultBackend404,
	gatewayError,
	networkAbnormal,
	nullBody,
	nullData,
	requestLimit,
	streamCutOff,
	streamWithError,
	withNumericVideoNo,
	withoutVideoNo,
} from './commonFaults';
import { closeSimulators, openSimulator, postJson, send, upload, uploadedVideoNo } from './testClient';

const listPath = '/serve/api/v1/list_videos';

afterEach(closeSimulators);

it.each([
	[502, false],
	[503, true],
	[504, true],
] as const)("a gateway's %s after the whole body, video stored: %s", async (status, createVideo) => {
	const simulator = await openSimulator();
	simulator.faults.next('upload', gatewayError(status, { createVideo }));

	const answer = await upload(simulator);

	expect(answer).toMatchObject({ status, text: expect.stringMatching(/^<html>/) as string });
	expect(simulator.journal).toMatchObject([{ isBodyWhole: true, file: { bytes: 18 } }]);
	expect(simulator.videos).toHaveLength(createVideo ? 1 : 0);
});

it.each([
	['html', 'text/html', /^<html>/],
	['json', 'application/json', /^\{"message"/],
] as const)(
	'a default backend answers the first requests in %s, whatever the path',
	async (kind, type, text) => {
		const simulator = await openSimulator();
		simulator.faults.next('anywhere', defaultBackend404[kind], { times: 3 });
		const defaultAnswer = { status: 404, text: expect.stringMatching(text) as string };

		expect(await upload(simulator)).toMatchObject({ ...defaultAnswer, headers: { 'content-type': type } });
		expect(await postJson(simulator, listPath, {})).toMatchObject(defaultAnswer);
		expect(await send(simulator, 'GET', '/nowhere')).toMatchObject(defaultAnswer);

		expect(await postJson(simulator, listPath, {})).toMatchObject({ status: 200, json: { code: '0000' } });
		expect((await send(simulator, 'GET', '/nowhere')).text).toContain('requestId');
		expect(simulator.videos).toEqual([]);
	},
);

it.each([
	['0429', undefined],
	['-1', '1771404540'],
	['0001', '9999999999'],
	['0429', '86400'],
	['0429', 'Wed, 01 Jan 2200 00:00:00 GMT'],
	['0429', 'soon'],
])('the request limit as %s with Retry-After: %s', async (code, retryAfter) => {
	const simulator = await openSimulator();
	simulator.faults.next('upload', requestLimit(code, retryAfter));

	const answer = await upload(simulator);

	expect(answer).toMatchObject({
		status: 200,
		json: { code, msg: 'Request has exceeded the limit.', failed: true },
	});
	expect(answer.headers['retry-after']).toBe(retryAfter);
	expect(answer.headers['content-type']).toBe('application/json');
});

it('a passing network fault', async () => {
	const simulator = await openSimulator();
	simulator.faults.next('list_videos', networkAbnormal);

	expect((await postJson(simulator, listPath, {})).json).toMatchObject({
		code: '0001',
		msg: 'network abnormal',
	});
});

it.each(['v1.1', 'v1.2'] as const)('%s accepts a video without its number', async (version) => {
	const simulator = await openSimulator();
	simulator.faults.next('upload', withoutVideoNo);

	const { json } = await upload(simulator, { version });

	expect(json).toMatchObject({ code: '0000', data: { videoStatus: 'UNPARSE' } });
	expect((json as { data: object }).data).not.toHaveProperty('videoNo');
	expect(simulator.videos).toHaveLength(1);
});

it.each(['v1.1', 'v1.2'] as const)("%s gives a video's number as a number", async (version) => {
	const simulator = await openSimulator({
		ids: { digits18: () => '568102998803353601', hex32: () => 'f'.repeat(32) },
	});
	simulator.faults.next('upload', withNumericVideoNo);

	expect((await upload(simulator, { version })).text).toContain('"videoNo":568102998803353601,');
});

it('a body that is null, and data that is', async () => {
	const simulator = await openSimulator();
	simulator.faults.next('list_videos', nullBody);
	simulator.faults.next('list_videos', nullData);

	expect(await postJson(simulator, listPath, {})).toMatchObject({ status: 200, text: 'null' });
	expect((await postJson(simulator, listPath, {})).json).toEqual({
		code: '0000',
		msg: 'success',
		data: null,
		success: true,
		failed: false,
	});
});

it.each([
	['before its last word', streamCutOff, /"type":"content"[^\n]*\n\n$/],
	['with an error', streamWithError, /"type":"content"[^\n]*\n\ndata:\{"type":"error"[^\n]*\n\n$/],
])('a stream that ends %s', async (_case, fault, end) => {
	const simulator = await openSimulator({ chatForm: 'stream' });
	const videoNo = await uploadedVideoNo(simulator);
	await simulator.settle(videoNo, 'PARSE');
	simulator.faults.next('chat', fault);

	const { text } = await postJson(simulator, '/serve/api/v1/chat', { video_nos: [videoNo], prompt: 'What?' });

	expect(text).toMatch(end);
	expect(text).not.toContain('Done');
});
