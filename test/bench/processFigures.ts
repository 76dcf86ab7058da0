import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

/** What one process took between two moments. */
export interface ProcessUsage {
	/** Of all its threads, without those that have ended meanwhile. */
	cpuSeconds: number;
	/** Of the thread that runs JavaScript. */
	mainThreadCpuSeconds: number;
	/** The highest resident memory in between. */
	peakRssBytes: number;
}

/** Value for /proc/<pid>/clear_refs that sets the highest resident memory back to the present one. */
const resetPeak = '5';

/** The resident memory of a process, in bytes. */
export function rssBytesOf(pid: number): number {
	return statusBytes(pid, 'VmRSS');
}

/** How many files, connections and other things a process has open. */
export function openFilesOf(pid: number): number {
	return readdirSync(`/proc/${pid}/fd`).length;
}

/**
 * Begins to watch a process.
 *
 * @returns ends it and gives what the process took in the meantime; it must still be there
 */
export function watchProcess(pid: number): () => ProcessUsage {
	writeFileSync(`/proc/${pid}/clear_refs`, resetPeak);
	const before = cpuSecondsByThread(pid);
	return () => {
		const taken = [...cpuSecondsByThread(pid)].map(
			([thread, seconds]) => [thread, seconds - (before.get(thread) ?? 0)] as const,
		);
		return {
			cpuSeconds: taken.reduce((sum, [, seconds]) => sum + seconds, 0),
			mainThreadCpuSeconds: new Map(taken).get(String(pid)) ?? NaN,
			peakRssBytes: statusBytes(pid, 'VmHWM'),
		};
	};
}

function statusBytes(pid: number, field: string): number {
	const status = readFileSync(`/proc/${pid}/status`, 'utf8');
	return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) * 1024;
}

/** By thread id; that of the main thread is the process id. In nanoseconds, where /proc/<pid>/stat counts hundredths. */
function cpuSecondsByThread(pid: number): Map<string, number> {
	return new Map(
		readdirSync(`/proc/${pid}/task`).flatMap((thread) => {
			const nanoseconds = nanosecondsOf(`/proc/${pid}/task/${thread}/schedstat`);
			return nanoseconds === undefined ? [] : [[thread, nanoseconds / 1e9] as const];
		}),
	);
}

/** @returns undefined when the thread has ended meanwhile */
function nanosecondsOf(schedulePath: string): number | undefined {
	try {
		return parseInt(readFileSync(schedulePath, 'utf8'), 10);
	} catch {
		return undefined;
	}
}
