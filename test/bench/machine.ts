import { readFileSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { cpus, loadavg, release, tmpdir, totalmem } from 'node:os';
import { BenchError } from './BenchError';
import { GiB, type Load, type UploadPlan } from './plan';

/** The machine that the figures were taken on. */
export interface Machine {
	cpu: string;
	cores: number;
	memoryBytes: number;
	kernel: string;
	/** Processes that wanted a core in the minute before the run; much above 0 disturbs the figures. */
	loadAverageBefore: number;
}

export function describeMachine(): Machine {
	const processors = cpus();
	return {
		cpu: processors[0]?.model.trim() ?? 'unknown',
		cores: processors.length,
		memoryBytes: totalmem(),
		kernel: `Linux ${release()}`,
		loadAverageBefore: loadavg()[0] ?? 0,
	};
}

/**
 * @throws {BenchError} when this machine cannot measure, has too little memory for n8n's HTTP Request node, which
 * holds a whole upload, or has too little disk space for the files and n8n's copies of them
 */
export async function ensureMachineFits({ loads, checkedBytes = 0 }: UploadPlan): Promise<void> {
	if (process.platform !== 'linux') {
		throw new BenchError(`The benchmark reads /proc, which only Linux has; this is ${process.platform}.`);
	}
	const folder = tmpdir();
	const { bavail, bsize } = await statfs(folder);
	// The files are sparse, except for the checked one; n8n copies what it reads, and each copy goes after its run.
	const diskBytes = 2 * checkedBytes + Math.max(...loads.map(bytesOf)) + GiB;
	ensureEnough(`disk space in ${folder}`, bavail * bsize, diskBytes);
	ensureEnough('memory', availableMemoryBytes(), Math.max(...loads.map(bytesOf)) + 2 * GiB);
}

function bytesOf({ fileBytes, executions, items }: Load): number {
	return fileBytes * executions * items;
}

function availableMemoryBytes(): number {
	return Number(/^MemAvailable:\s+(\d+) kB/m.exec(readFileSync('/proc/meminfo', 'utf8'))?.[1]) * 1024;
}

function ensureEnough(what: string, availableBytes: number, neededBytes: number): void {
	if (availableBytes >= neededBytes) return;
	const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`;
	throw new BenchError(
		`Not enough ${what}: ${gigabytes(availableBytes)} available, ${gigabytes(neededBytes)} needed.`,
	);
}
