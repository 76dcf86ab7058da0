import type { Load } from '../plan';

/** The ways that are compared; a name is also the key of its figures in the results. */
export const wayNames = {
	memoriesAiNode: 'Memories.ai node',
	httpRequestNode: 'HTTP Request node',
	undiciInN8n: 'undici + form-data in n8n',
	undici: 'undici + form-data',
	curl: 'curl -F',
};

/** One way of uploading files to the sink. */
export interface Way {
	/** One of `wayNames`. */
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
}
