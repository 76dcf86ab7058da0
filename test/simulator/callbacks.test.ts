import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { CallbackManner } from './callbacks';
import { closeSimulators, openSimulator, postJson, uploadedVideoNo, type TestUpload } from './testClient';

interface ReceivedCallback {
	method?: string;
	url?: string;
	contentType?: string;
	body: string;
}

let receiver: Server;
let receiverUrl: string;
let received: ReceivedCallback[];
let answerStatus: number | 'never';

beforeEach(async () => {
	received = [];
	answerStatus = 200;
	receiver = createServer((request, response) => {
		void text(request).then((body) => {
			const { method, url, headers } = request;
			received.push({ method, url, contentType: headers['content-type'], body });
			if (answerStatus !== 'never') response.writeHead(answerStatus).end('seen');
			receiver.emit('callback');
		});
	}).listen(0, '127.0.0.1');
	await once(receiver, 'listening');
	receiverUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook?token=t`;
});

afterEach(async () => {
	await closeSimulators();
	receiver.closeAllConnections();
	await new Promise((resolve) => receiver.close(resolve));
});

const withCallback = (url = receiverUrl, rest: TestUpload = {}): TestUpload => ({
	...rest,
	fields: [['callback', url]],
});

const bodies = () => received.map(({ body }) => JSON.parse(body) as unknown);

describe('the callback of a settled video', () => {
	it('is posted as the v1.2 page shows it', async () => {
		const simulator = await openSimulator();
		const videoNo = await uploadedVideoNo(simulator, withCallback());

		await simulator.settle(videoNo, 'PARSE');

		const body = JSON.stringify({ videoNo, status: 'PARSE' });
		expect(received).toEqual([
			{ method: 'POST', url: '/hook?token=t', contentType: 'application/json', body },
		]);
		expect(simulator.callbackDeliveries).toEqual([
			{ url: receiverUrl, body, answer: { status: 200, body: 'seen' } },
		]);
		expect(simulator.videos).toMatchObject([{ videoNo, status: 'PARSE' }]);
	});

	it('carries the same clientId for all videos of a key in v1.1', async () => {
		const simulator = await openSimulator();
		for (let count = 0; count < 2; count++) {
			const videoNo = await uploadedVideoNo(simulator, withCallback(receiverUrl, { version: 'v1.1' }));
			await simulator.settle(videoNo, 'FAIL');
		}

		const clientId = simulator.videos[0]?.clientId;
		expect(clientId).toMatch(/^[0-9a-f]{32}$/);
		expect(bodies()).toEqual(simulator.videos.map(({ videoNo }) => ({ videoNo, clientId, status: 'FAIL' })));
	});

	it('is sent only when the status changes', async () => {
		const simulator = await openSimulator();
		const videoNo = await uploadedVideoNo(simulator, withCallback());

		await simulator.settle(videoNo, 'PARSE');
		await simulator.settle(videoNo, 'PARSE');
		await simulator.settle(videoNo, 'FAIL');

		expect(bodies()).toEqual([
			{ videoNo, status: 'PARSE' },
			{ videoNo, status: 'FAIL' },
		]);
	});

	it('is not sent when the upload named none', async () => {
		const simulator = await openSimulator();

		await simulator.settle(await uploadedVideoNo(simulator), 'PARSE');

		expect(simulator.callbackDeliveries).toEqual([]);
	});

	it('cannot be had for an unknown video', async () => {
		const simulator = await openSimulator();

		await expect(simulator.settle('VI1', 'PARSE')).rejects.toThrow('VI1');
	});
});

describe('a failing callback', () => {
	it('is recorded with an error answer', async () => {
		answerStatus = 500;
		const simulator = await openSimulator();

		await simulator.settle(await uploadedVideoNo(simulator, withCallback()), 'PARSE');

		expect(simulator.callbackDeliveries).toMatchObject([{ answer: { status: 500 } }]);
	});

	it.each([
		['a refused connection', 'http://127.0.0.1:1/', /ECONNREFUSED/],
		['a URL that is none', 'hooks.example.test', /Invalid URL/],
	])('is recorded with %s', async (_what, url, error) => {
		const simulator = await openSimulator();

		await simulator.settle(await uploadedVideoNo(simulator, withCallback(url)), 'PARSE');

		expect(simulator.callbackDeliveries).toMatchObject([
			{ url, error: expect.stringMatching(error) as string },
		]);
		expect(simulator.callbackDeliveries[0]).not.toHaveProperty('answer');
	});

	it('is broken off when the simulator closes', async () => {
		answerStatus = 'never';
		const simulator = await openSimulator();
		const settled = simulator.settle(await uploadedVideoNo(simulator, withCallback()), 'PARSE');
		await once(receiver, 'callback');

		await simulator.close();
		await settled;

		expect(simulator.callbackDeliveries).toMatchObject([{ error: expect.any(String) as string }]);
	});
});

describe('the manner of callbacks', () => {
	const settledIn = async (callbackManner: Partial<CallbackManner>) => {
		const simulator = await openSimulator({ callbackManner });
		const videoNo = await uploadedVideoNo(simulator, withCallback());
		await simulator.settle(videoNo, 'PARSE');
		return { simulator, videoNo };
	};

	it('can be repeated', async () => {
		const { videoNo } = await settledIn({ copies: 3 });

		expect(bodies()).toEqual(new Array(3).fill({ videoNo, status: 'PARSE' }));
	});

	it('can be sent slowly, and arrives whole', async () => {
		const { videoNo } = await settledIn({ pauseInBodyMs: 20 });

		expect(bodies()).toEqual([{ videoNo, status: 'PARSE' }]);
	});

	it.each([
		[500, 3],
		[503, 3],
		[404, 1],
		[200, 1],
	])('is tried again when the receiver answers %d: %d times', async (status, times) => {
		answerStatus = status;
		await settledIn({ attempts: 3 });

		expect(received).toHaveLength(times);
	});

	it('can be garbled', async () => {
		await settledIn({ garbled: true });

		expect(received.map(({ body }) => body)).toEqual([expect.stringMatching(/^\{"videoNo":"VI\d*$/)]);
	});

	it('can be late', async () => {
		const { simulator, videoNo } = await settledIn({ held: true });
		expect(simulator.callbackDeliveries).toEqual([]);

		await simulator.releaseCallbacks();
		await simulator.releaseCallbacks();

		expect(bodies()).toEqual([{ videoNo, status: 'PARSE' }]);
	});

	it.each([
		['asHappened', ['UNPARSE', 'PARSE']],
		['reversed', ['PARSE', 'UNPARSE']],
	] as const)('can come %s', async (order, statuses) => {
		const { simulator, videoNo } = await settledIn({ held: true, announceUpload: true });

		await simulator.releaseCallbacks(order);

		expect(bodies()).toEqual(statuses.map((status) => ({ videoNo, status })));
	});

	it('can be changed while running', async () => {
		const simulator = await openSimulator();
		const videoNo = await uploadedVideoNo(simulator, withCallback());

		simulator.callbackManner.copies = 0;
		await simulator.settle(videoNo, 'PARSE');

		expect(received).toEqual([]);
	});
});

describe('sendCallback', () => {
	it.each([
		[{ videoNo: 'VI1', status: 'PARSE' }, '{"videoNo":"VI1","status":"PARSE"}'],
		['<not json>', '<not json>'],
	])('posts %j', async (payload, body) => {
		const simulator = await openSimulator();

		const delivery = await simulator.sendCallback(receiverUrl, payload);

		expect(received).toMatchObject([{ contentType: 'application/json', body }]);
		expect(delivery).toMatchObject({ body, answer: { status: 200 } });
		expect(simulator.callbackDeliveries).toEqual([delivery]);
	});
});

describe('the real clock', () => {
	it.each(['PARSE', 'FAIL'] as const)('settles videos by itself as %s', async (outcome) => {
		const simulator = await openSimulator({ processing: { clock: 'real', parseAfterMs: 0, outcome } });
		const called = once(receiver, 'callback');

		const videoNo = await uploadedVideoNo(simulator, withCallback());
		await called;

		expect(bodies()).toEqual([{ videoNo, status: outcome }]);
		expect(simulator.videos).toMatchObject([{ status: outcome }]);
	});

	it('forgets videos deleted meanwhile and stops at close', async () => {
		jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask'] });
		try {
			const simulator = await openSimulator({ processing: { clock: 'real', parseAfterMs: 60_000 } });
			const deleted = await uploadedVideoNo(simulator, withCallback());
			await postJson(simulator, '/serve/api/v1/delete_videos', [deleted]);
			jest.advanceTimersByTime(60_000);
			await uploadedVideoNo(simulator, withCallback());
			await simulator.close();
			jest.advanceTimersByTime(60_000);

			expect(simulator.callbackDeliveries).toEqual([]);
			expect(simulator.videos).toMatchObject([{ status: 'UNPARSE' }]);
		} finally {
			jest.useRealTimers();
		}
	});
});
