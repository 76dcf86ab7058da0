import { request, WebSocket, type MessageEvent } from 'undici';
import { localhost } from '../n8n/ports';

/** What the called methods answer. */
interface InspectorResult {
	result?: { value?: unknown };
	exceptionDetails?: object;
}

/** The debugging port of a Node process. */
export class Inspector {
	private calls = 0;

	private constructor(private readonly socket: WebSocket) {}

	/** What NODE_OPTIONS of the process have to be. */
	static nodeOptions(port: number): string {
		return `--expose-gc --inspect=${localhost}:${port}`;
	}

	static async connect(port: number): Promise<Inspector> {
		const { body } = await request(`http://${localhost}:${port}/json/list`);
		const [target] = (await body.json()) as [{ webSocketDebuggerUrl: string }];
		const socket = new WebSocket(target.webSocketDebuggerUrl);
		await new Promise((resolve, reject) => {
			socket.addEventListener('open', resolve, { once: true });
			socket.addEventListener('error', ({ error }) => reject(error), { once: true });
		});
		return new Inspector(socket);
	}

	/**
	 * Frees what is no longer in use; otherwise that takes Node some ten idle seconds. The debugger's own collection would tell
	 * V8 that memory is low, which leaves it a young generation as small as that of no n8n at work.
	 */
	async collectGarbage(): Promise<void> {
		await this.evaluate('gc()');
	}

	/** Runs a script in the process and gives what it comes to, if that is JSON. */
	async evaluate(expression: string): Promise<unknown> {
		const { result, exceptionDetails } = await this.call('Runtime.evaluate', {
			expression,
			returnByValue: true,
		});
		if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
		return result?.value;
	}

	private async call(method: string, params: object): Promise<InspectorResult> {
		const id = ++this.calls;
		const over = new AbortController();
		const answered = new Promise<InspectorResult>((resolve, reject) => {
			const onMessage = ({ data }: MessageEvent) => {
				const answer = JSON.parse(data as string) as { id?: number; result?: InspectorResult };
				if (answer.id === id) resolve(answer.result ?? {});
			};
			this.socket.addEventListener('message', onMessage, over);
			this.socket.addEventListener('close', () => reject(new Error('The inspected process is gone')), over);
		});
		this.socket.send(JSON.stringify({ id, method, params }));
		return await answered.finally(() => over.abort());
	}

	close(): void {
		this.socket.close();
	}
}
