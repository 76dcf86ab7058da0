import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

/** What one process took between two moments. */
export interface ProcessUsage {
	/** User and system time of all its threads, in steps of 0.01 s. */
	cpuSeconds: number;
	/** The highest resident memory in between. */
	peakRssBytes: number;
}

/** Linux counts CPU time for user space in hundredths of a second, whatever the kernel's own clock is. */
const ticksPerSecond = 100;

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
	const cpuSecondsBefore = cpuSecondsOf(pid);
	return () => ({
		cpuSeconds: cpuSecondsOf(pid) - cpuSecondsBefore,
		peakRssBytes: statusBytes(pid, 'VmHWM'),
	});
}

function statusBytes(pid: number, field: string): number {
	const status = readFileSync(`/proc/${pid}/status`, 'utf8');
	return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) * 1024;
}

function cpuSecondsOf(pid: number): number {
	const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
	// The second field is the program's name in parentheses, which may hold blanks. utime and stime are 14 and 15.
	const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}
