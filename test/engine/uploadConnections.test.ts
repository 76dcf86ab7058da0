import { readFileSync } from 'node:fs';
import { createServer as createTcpServer, type Server } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { once } from 'node:events';
import path from 'node:path';
import { hurry } from './support/hurry';
import { Stage } from './support/stage';
import { apiKey, inMemoryItem, storedItem, uploadParameters, videoOf } from './support/uploads';

const stage = Stage.forEachTest();

const servers: Server[] = [];
const proxyVariables = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'] as const;

afterEach(() => {
	for (const server of servers.splice(0)) server.close();
	for (const name of proxyVariables) Reflect.deleteProperty(process.env, name);
});

/** Has a server listen for the rest of the test, and gives its port. */
async function portOf(server: Server): Promise<number> {
	servers.push(server.listen(0, '127.0.0.1'));
	await once(server, 'listening');
	return (server.address() as { port: number }).port;
}

async function closedPort(): Promise<number> {
	const server = createTcpServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as { port: number };
	await new Promise((resolve) => server.close(resolve));
	return port;
}

/** A TLS server, with a certificate that nobody has signed. */
function tlsServer(): Server {
	const pem = readFileSync(path.resolve(__dirname, '../fixtures/selfSigned.pem'));
	return createTlsServer({ key: pem, cert: pem }, (socket) => socket.end());
}

/** A server that speaks TLS only, and says so in TLS to whoever speaks plainly, as most do. */
function alertingServer(): Server {
	const unexpectedMessage = Buffer.from([0x15, 0x03, 0x01, 0x00, 0x02, 0x02, 0x0a]);
	return createTcpServer((socket) => {
		socket.on('error', () => undefined);
		socket.once('data', () => socket.end(unexpectedMessage));
	});
}

/** A proxy that answers CONNECT so. */
function proxyAnswering(answer: string): Server {
	return createTcpServer((socket) => {
		socket.on('error', () => undefined);
		socket.once('data', () => socket.end(answer));
	});
}

function useProxy(port: number): void {
	process.env.HTTP_PROXY = `http://127.0.0.1:${port}`;
	process.env.HTTPS_PROXY = `http://127.0.0.1:${port}`;
	process.env.NO_PROXY = '';
}

/** Ways in which no connection comes about: the base URL of each, and what the user reads of it. */
const neverConnected: Array<[kind: string, baseUrl: () => Promise<string>, cause: RegExp]> = [
	['a name that does not resolve', async () => 'http://memories.invalid', /(ENOTFOUND|EAI_AGAIN)/],
	['a closed port', async () => `http://127.0.0.1:${await closedPort()}`, /ECONNREFUSED/],
	[
		'a self-signed certificate',
		async () => `https://127.0.0.1:${await portOf(tlsServer())}`,
		/self-signed certificate/,
	],
	[
		'https to a plain port',
		async () => stage.simulator.url.replace('http:', 'https:'),
		/wrong version number/,
	],
	['http to a TLS port', async () => `http://127.0.0.1:${await portOf(alertingServer())}`, /Expected HTTP/],
	[
		'a dead proxy for http',
		async () => {
			useProxy(await closedPort());
			return stage.simulator.url;
		},
		/ECONNREFUSED/,
	],
	[
		'a dead proxy for https',
		async () => {
			useProxy(await closedPort());
			return 'https://memories.invalid';
		},
		/ECONNREFUSED/,
	],
	[
		'a proxy that hangs up',
		async () => {
			useProxy(await portOf(proxyAnswering('')));
			return 'https://memories.invalid';
		},
		/[Pp]roxy connection ended/,
	],
];

describe.each(neverConnected)('%s', (_kind, baseUrl, cause) => {
	const credential = async (apiVersion: 'auto' | 'v1.2') => ({
		baseUrl: await baseUrl(),
		apiKey,
		apiVersion,
	});
	const retriesIn = (log: jest.SpyInstance) =>
		log.mock.calls.filter(([line]) => String(line).includes('next try in')).length;
	const notAnswered = {
		message: 'memories.ai did not answer [Item 0]',
		description: expect.stringMatching(cause) as string,
	};

	test.each([0.2, 2, 3, 10, 40])(
		'%d MB: not answered and sent again, in memory and stored',
		async (megabytes) => {
			hurry();
			const log = jest.spyOn(stage.engine.logger, 'info');
			const bytes = videoOf(megabytes * 1_000_000);
			for (const item of [
				inMemoryItem({ fileName: 'a.mp4' }, bytes),
				await storedItem(stage.engine, undefined, bytes),
			]) {
				log.mockClear();
				const run = await stage.engine.runNode(uploadParameters(), [item], await credential('v1.2'));

				expect(run.error).toMatchObject(notAnswered);
				expect(retriesIn(log)).toBe(3);
			}
			expect(stage.simulator.journal).toEqual([]);
		},
	);

	test('found out before a video is sent, with the same words and as many retries', async () => {
		// Slow enough for a loaded machine: a lookup is tried again for 15 s at most.
		hurry(10);
		const log = jest.spyOn(stage.engine.logger, 'info');
		const run = await stage.engine.runNode(uploadParameters(), [inMemoryItem()], await credential('auto'));

		expect(run.error).toMatchObject(notAnswered);
		expect(retriesIn(log)).toBe(3);
	});

	test('Upload From URL', async () => {
		hurry();
		const log = jest.spyOn(stage.engine.logger, 'info');
		const parameters = {
			resource: 'video',
			operation: 'uploadFromUrl',
			videoUrl: 'https://cdn.example.com/a.mp4',
		};
		const run = await stage.engine.runNode(parameters, [{ json: {} }], await credential('v1.2'));

		expect(run.error).toMatchObject(notAnswered);
		expect(retriesIn(log)).toBe(3);
	});
});
