import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { INodeParameters } from 'n8n-workflow';
import { Engine, type NodeRun, type TestCredential } from './support/engine';
import { hurry } from './support/hurry';
import { byId } from './support/parameters';
import { inMemoryItem } from './support/uploads';

const apiKey = 'sk-mavi-0123456789abcdef-secret/key+1';
const signature = 'X-Amz-Signature=5f0c1e7b9a64d2f3e8b7/a+c%2Fd';
const videoUrl = `https://cdn.example.com/interview.mp4?X-Amz-Expires=600&${signature}`;
const callbackUrl = 'https://n8n.example.com/webhook/1a2b/memories-ai';

/** Ways in which a server may repeat all that it was sent. */
const echoes: Record<string, (said: string) => { status: number; body: string }> = {
	'a refusal': (said) => ({ status: 200, body: JSON.stringify({ code: '0003', msg: said }) }),
	'a refusal of 100 KB': (said) => ({
		status: 200,
		body: JSON.stringify({ code: '7777', msg: `${said} `.repeat(Math.ceil(100_000 / said.length)) }),
	}),
	'a success': (said) => ({
		status: 200,
		body: JSON.stringify({ code: '0000', data: { videoNo: 'VI1', video_no: 'VI1', said, content: said } }),
	}),
	'an unknown code': (said) => ({ status: 200, body: JSON.stringify({ code: said, msg: said }) }),
	'a gateway’s page': (said) => ({ status: 502, body: `<p>${said}</p>` }),
	'a stream of events': (said) => ({
		status: 200,
		body: `data:${JSON.stringify({ type: 'error', content: said })}\n\n`,
	}),
};

let engine: Engine;
let server: Server;
let echo: (said: string) => { status: number; body: string };
const received: string[] = [];

beforeAll(async () => {
	engine = await Engine.start();
	server = createServer((request, response) => {
		void bodyOf(request).then((body) => {
			const said = `${request.headers.authorization} ${request.url} ${decodeURIComponent(request.url ?? '')} ${body}`;
			received.push(said);
			const answer = echo(said);
			response.writeHead(answer.status).end(answer.body);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterAll(() => server.close());

async function bodyOf(request: IncomingMessage): Promise<string> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	const text = Buffer.concat(chunks).toString('latin1');
	// What a server repeats of a form: its fields, not its file.
	return `${text.slice(0, 3000)} ${new URLSearchParams(text.slice(0, 3000)).get('callback') ?? ''}`;
}

const runs: Record<string, INodeParameters> = {
	upload: { operation: 'upload', callbackUrl },
	'upload with the callback in the query': {
		operation: 'upload',
		callbackUrl,
		options: { callbackLocation: 'query' },
	},
	'upload from URL': { operation: 'uploadFromUrl', videoUrl, callbackUrl },
	get: { operation: 'get', videoNo: byId('VI1') },
	'get many': { operation: 'getMany', returnAll: true },
	delete: { operation: 'delete', videoNos: byId('VI1') },
	transcript: { operation: 'getTranscript', videoNo: byId('VI1') },
	summary: { operation: 'summarize', videoNo: byId('VI1') },
	wait: { operation: 'waitUntilParsed', videoNo: byId('VI1'), options: { parseTimeout: 0.01 } },
	search: { resource: 'search', operation: 'searchVideos', query: 'a goal', simplify: false },
	chat: { resource: 'chat', operation: 'ask', videoNos: byId('VI1'), prompt: 'What?', simplify: false },
};

/** What must not be read anywhere: the key and what signs an address, in each of their spellings. */
function secretsSent(): string[] {
	const links = received.join(' ').match(/https:\/\/n8n\.example\.com[^"'\s&<>]*/g) ?? [];
	const tokens = links.flatMap((link) => [...new URL(link).searchParams.values()]);
	const query = videoUrl.split('?')[1] ?? '';
	return [apiKey, signature, query, ...tokens].flatMap((secret) => [secret, encodeURIComponent(secret)]);
}

describe.each(Object.keys(echoes))('a server that repeats all it was sent in %s', (way) => {
	test.each(Object.keys(runs))('%s', async (operation) => {
		// No faster: a request that may take a minute must not be over before a busy machine has sent it.
		hurry(100);
		received.length = 0;
		const makeEcho = echoes[way];
		if (makeEcho === undefined) throw new Error('no such echo');
		echo = makeEcho;
		const lines: string[] = [];
		for (const level of ['debug', 'info', 'warn', 'error'] as const) {
			jest.spyOn(engine.logger, level).mockImplementation((...line: unknown[]) => {
				lines.push(JSON.stringify(line, exceptNode));
			});
		}
		const { port } = server.address() as AddressInfo;
		const credential: TestCredential = { apiKey, baseUrl: `http://127.0.0.1:${port}`, apiVersion: 'v1.2' };
		const parameters = { resource: 'video', ...runs[operation] };
		const run: NodeRun = await engine.runNode(parameters, [inMemoryItem()], credential);

		expect(received.length).toBeGreaterThan(0);
		expect(received[0]).toContain(apiKey);
		const shown =
			JSON.stringify([run.items, lines, run.error, run.error?.stack], exceptNode) + storedResults(run);
		for (const secret of secretsSent()) expect(shown).not.toContain(secret);
		// Others' words are cut to what a person reads.
		expect(JSON.stringify(run.error?.description ?? '').length).toBeLessThan(1_500);
	});
});

/** For JSON.stringify: errors carry their node, with what the user has typed into its parameters. */
function exceptNode(name: string, value: unknown): unknown {
	return name === 'node' ? undefined : value;
}

/** What n8n would store of the run's results. */
function storedResults(run: NodeRun): string {
	const { resultData } = JSON.parse(run.stored) as { resultData: { runData: object; error?: object } };
	return JSON.stringify([resultData.runData, resultData.error], exceptNode);
}
