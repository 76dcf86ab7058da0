import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One call that came in. */
export interface ReceivedCall {
	method: string;
	/** With the query. */
	url: string;
	contentType: string;
	body: string;
}

/** Where memories.ai calls: keeps every call, and accepts it as the Memories.ai Trigger does. */
export class CallbackListener {
	readonly calls: ReceivedCall[] = [];

	private constructor(private readonly server: Server) {
		server.on('request', (request, response) => {
			const chunks: Buffer[] = [];
			request.on('data', (chunk: Buffer) => chunks.push(chunk));
			request.on('end', () => {
				this.calls.push({
					method: request.method ?? '',
					url: request.url ?? '',
					contentType: request.headers['content-type'] ?? '',
					body: Buffer.concat(chunks).toString('utf8'),
				});
				response.setHeader('content-type', 'application/json');
				response.end('{"code":0,"msg":"success","data":null}');
			});
		});
	}

	/**
	 * @param port 0 for a free one
	 * @throws when the port is in use (code EADDRINUSE)
	 */
	static async start(port: number): Promise<CallbackListener> {
		const server = createServer().listen(port);
		await once(server, 'listening');
		return new CallbackListener(server);
	}

	get port(): number {
		return (this.server.address() as AddressInfo).port;
	}

	close(): void {
		this.server.closeAllConnections();
		this.server.close();
	}
}
