import { basename } from 'node:path';
import type { Collection } from '../collections';
import type { Load } from '../plan';

/** The ways that are compared; a name is also the key of its figures in the results. */
export const wayNames = {
	memoriesAiNode: 'Memories.ai node',
	memoriesAiUntuned: 'Memories.ai node, untuned',
	httpRequestNode: 'HTTP Request node',
	httpRequestWithoutRedirects: 'HTTP Request node, redirects off',
	undiciInN8n: 'undici + form-data in n8n',
	undici: 'undici + form-data',
	curl: 'curl -F',
};

/** The name of the way of another build of the Memories.ai node. */
export function otherBuild(tarball: string): string {
	return `${wayNames.memoriesAiNode} (${basename(tarball, '.tgz')})`;
}

/** One way of uploading files to the sink. */
export interface Way {
	/** One of `wayNames`, or what `otherBuild` says. */
	readonly name: string;
	/**
	 * Lets its process come to rest.
	 *
	 * @returns the process's resident memory in bytes; 0 when it starts only to send
	 */
	settle(): Promise<number>;
	/**
	 * Begins to send the files of a load.
	 *
	 * @param paths the files of one execution
	 * @param received settles when the sink has everything; until then the process is best left alone
	 */
	send(load: Pick<Load, 'executions'>, paths: string[], received: Promise<unknown>): Sending;
	close(): Promise<void>;
}

/** Uploads under way. */
export interface Sending {
	/** The process that sends. */
	pid: number;
	/** Settles when the sender has its answers; rejects when it has failed. */
	done: Promise<Sent>;
}

/** What the sender itself says about its uploads. */
export interface Sent {
	/** How long the node ran that uploads, by n8n's own clock; the longest of executions at once. */
	nodeSeconds?: number;
	/** The garbage collections of its process since the upload before; only where it is asked for them. */
	collections?: Collection[];
}
