import { request, WebSocket, type MessageEvent } from 'undici';
import { localhost } from '../n8n/ports';

/** The debugging port of a Node process that was started with `--inspect`. */
export class Inspector {
	private calls = 0;

	private constructor(private readonly socket: WebSocket) {}

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

	/** Frees what is no longer in use; otherwise that takes Node some ten idle seconds. */
	async collectGarbage(): Promise<void> {
		const id = ++this.calls;
		const over = new AbortController();
		const answered = new Promise<void>((resolve, reject) => {
			const onMessage = ({ data }: MessageEvent) => {
				if ((JSON.parse(data as string) as { id?: number }).id === id) resolve();
			};
			this.socket.addEventListener('message', onMessage, over);
			this.socket.addEventListener('close', () => reject(new Error('The inspected process is gone')), over);
		});
		this.socket.send(JSON.stringify({ id, method: 'HeapProfiler.collectGarbage' }));
		await answered.finally(() => over.abort());
	}

	close(): void {
		this.socket.close();
	}
}
