import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EnvHttpProxyAgent, request, type Dispatcher } from 'undici';

/** One exchange with memories.ai. The request's headers and body are left out: they hold the key and the video. */
export interface RecordedAnswer {
	method: string;
	/** Without the query. */
	path: string;
	status: number;
	contentType: string;
	body: string;
}

/** Headers that are between two machines, and one that would have the answer packed. */
const ownHeaders = ['host', 'connection', 'accept-encoding', 'transfer-encoding', 'content-length', 'expect'];

/** A server on this machine that hands every request on to memories.ai, and keeps the answers. */
export class Recorder {
	readonly answers: RecordedAnswer[] = [];

	private constructor(
		private readonly target: string,
		private readonly server: Server,
		private readonly dispatcher: Dispatcher,
	) {
		server.on('request', (asked: IncomingMessage, response: ServerResponse) => {
			this.handOn(asked, response).catch(() => response.destroy());
		});
	}

	/** @param target base URL of memories.ai, without a slash at the end */
	static async start(target: string): Promise<Recorder> {
		const server = createServer({ requestTimeout: 0 }).listen(0, '127.0.0.1');
		await once(server, 'listening');
		return new Recorder(target, server, new EnvHttpProxyAgent({ headersTimeout: 0, bodyTimeout: 0 }));
	}

	/** Base URL of the recorder. */
	get url(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
	}

	async close(): Promise<void> {
		this.server.closeAllConnections();
		this.server.close();
		await this.dispatcher.destroy();
	}

	private async handOn(asked: IncomingMessage, response: ServerResponse): Promise<void> {
		const { method = 'GET', url = '/' } = asked;
		const headers = Object.fromEntries(
			Object.entries(asked.headers).filter(([name]) => !ownHeaders.includes(name)),
		);
		const length = asked.headers['content-length'];
		const answer = await request(this.target + url, {
			method: method,
			headers: { ...headers, ...(length === undefined ? {} : { 'content-length': length }) },
			body: ['GET', 'HEAD'].includes(method) ? null : asked,
			dispatcher: this.dispatcher,
		});
		const body = Buffer.from(await answer.body.arrayBuffer());
		const contentType = String(answer.headers['content-type'] ?? '');
		this.answers.push({
			method,
			path: url.split('?')[0] ?? '',
			status: answer.statusCode,
			contentType,
			body: body.toString('utf8'),
		});
		const passed = Object.entries(answer.headers).filter(
			([name]) => !['connection', 'transfer-encoding', 'content-length'].includes(name),
		);
		response.writeHead(answer.statusCode, Object.fromEntries(passed) as Record<string, string>).end(body);
	}
}
