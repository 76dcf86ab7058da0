import { setTimeout as sleep } from 'node:timers/promises';
import { rssBytesOf } from './processFigures';

/** Node gives freed memory back to the system a moment later, in other threads. */
const millisecondsToReturnMemory = 500;

/** What may come and go in a process at rest. */
const insignificantBytes = 4 * 1024 ** 2;

const mostCollections = 10;

/**
 * Waits until a Node process has given back what it does not use; by itself, it would take some ten idle seconds for
 * that.
 *
 * @returns its resident memory then, in bytes
 */
export async function rssAtRest(pid: number, collectGarbage: () => Promise<unknown>): Promise<number> {
	let before = Infinity;
	for (let collections = 0; ; collections++) {
		await collectGarbage();
		await sleep(millisecondsToReturnMemory);
		const now = rssBytesOf(pid);
		if (before - now < insignificantBytes || collections === mostCollections) return now;
		before = now;
	}
}
