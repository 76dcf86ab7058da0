import { setTimeout as sleep } from 'node:timers/promises';
import { request } from 'undici';
import type { GuardedProcess } from './guardedProcess';

/**
 * Waits until a process answers 200 at all of these addresses.
 *
 * @throws when it ends before, or the signal comes
 */
export async function untilReady(
	process: GuardedProcess,
	urls: readonly string[],
	signal: AbortSignal,
): Promise<void> {
	await process.pid;
	let exitCode: number | undefined;
	void process.ended.then((code) => (exitCode = code));
	for (;;) {
		if (exitCode !== undefined) throw new Error(`It ended with exit code ${exitCode}.`);
		if (signal.aborted) throw new Error('It did not become ready in time.');
		if ((await Promise.all(urls.map(isAnswered))).every(Boolean)) return;
		await sleep(200);
	}
}

async function isAnswered(url: string): Promise<boolean> {
	return await request(url).then(
		async ({ statusCode, body }) => {
			await body.dump();
			return statusCode === 200;
		},
		() => false,
	);
}
