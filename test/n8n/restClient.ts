import { Agent, request, type Dispatcher } from 'undici';

/** n8n's refusal of a REST request. */
export class N8nApiError extends Error {
	override readonly name = 'N8nApiError';

	constructor(
		readonly method: string,
		readonly path: string,
		readonly status: number,
		/** What n8n says about it. */
		readonly reason: string,
	) {
		super(`${method} ${path}: HTTP ${status}: ${reason}`);
	}
}

/** An answer that is not taken apart. */
export interface RawAnswer {
	status: number;
	contentType: string;
	body: Buffer;
}

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** HTTP to one n8n, as a browser that is logged in: keeps the session cookie, unpacks n8n's answers. */
export class RestClient {
	/** n8n closes connections that are idle for five seconds, maybe at the moment in which one is used again. */
	private readonly agent = new Agent({ keepAliveMaxTimeout: 1_000 });

	/** @param cookie of a session that another client has begun */
	constructor(
		private readonly origin: string,
		private cookie?: string,
	) {}

	/** The cookie of the session, once there is one. */
	get session(): string | undefined {
		return this.cookie;
	}

	/**
	 * Calls an endpoint of the editor's REST API.
	 *
	 * @param path the path below `/rest`
	 * @returns the `data` of n8n's answer
	 * @throws {N8nApiError} when n8n refuses
	 */
	async call<Data>(method: Method, path: string, body?: object): Promise<Data> {
		const answer = await this.send(method, `/rest${path}`, body);
		return (JSON.parse(answer.body.toString()) as { data: Data }).data;
	}

	/**
	 * Fetches what the editor loads besides the REST API: descriptions, icons, pages.
	 *
	 * @throws {N8nApiError} when n8n refuses
	 */
	async get(path: string): Promise<RawAnswer> {
		return await this.send('GET', path);
	}

	/** Drops the connections, with requests that are under way. */
	async close(): Promise<void> {
		await this.agent.destroy();
	}

	private async send(method: Method, path: string, body?: object): Promise<RawAnswer> {
		const response = await request(`${this.origin}${path}`, {
			dispatcher: this.agent,
			method,
			headers: {
				...(body && { 'content-type': 'application/json' }),
				...(this.cookie && { cookie: this.cookie }),
			},
			body: body && JSON.stringify(body),
		});
		this.keepSessionCookie(response);
		const content = Buffer.from(await response.body.arrayBuffer());
		if (response.statusCode >= 400) {
			throw new N8nApiError(method, path, response.statusCode, reasonIn(content.toString()));
		}
		return {
			status: response.statusCode,
			contentType: String(response.headers['content-type'] ?? ''),
			body: content,
		};
	}

	private keepSessionCookie({ headers }: Dispatcher.ResponseData): void {
		const cookies = [headers['set-cookie'] ?? []].flat();
		const session = cookies.find((cookie) => cookie.startsWith('n8n-auth='));
		if (session !== undefined) this.cookie = session.split(';', 1)[0];
	}
}

function reasonIn(body: string): string {
	try {
		return (JSON.parse(body) as { message: string }).message;
	} catch {
		return body.slice(0, 500);
	}
}
