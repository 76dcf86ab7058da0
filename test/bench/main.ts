import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runUntilInterrupted } from '../terminal/interruption';
import { N8nSetupError } from '../n8n/N8nSetupError';
import { runBench, type BenchOptions } from './bench';
import { BenchError } from './BenchError';
import { measureCallbacks } from './callbacks/callbackLoad';
import { callbackReport, isComplete } from './callbacks/callbackReport';
import { measureStrangers } from './callbacks/strangersLoad';
import { isCheap, strangersReport } from './callbacks/strangersReport';
import { chartOf } from './chart';
import { areIntact, datalakeReport, measureDatalakeUploads } from './datalakeUploads';
import { commandOf, usage } from './commandLine';
import { fullPlan, quickPlan, type Plan } from './plan';
import { measureRepeatedUploads, repeatedUploadsReport } from './repeatedUploads';
import { checkReport, machineReport } from './report';
import { isIntact, type BenchResults } from './results';
import { CurlWay } from './ways/curlWay';

async function main(): Promise<void> {
	const command = commandOf(process.argv.slice(2));
	if (command.kind === 'help') {
		console.log(usage);
		return;
	}

	const plan = command.quick ? quickPlan : fullPlan;
	if (!CurlWay.isInstalled()) console.log('curl is not installed, so it is left out.');
	await runUntilInterrupted(async (progress, signal) => {
		const surroundings = { progress, print: console.log, signal };
		if (command.parts.includes('uploads')) await measureUploads(plan, surroundings);
		if (command.parts.includes('repeats')) await measureRepeats(plan, surroundings);
		if (command.parts.includes('callbacks')) await measureCallbackLoad(plan, surroundings);
		if (command.parts.includes('strangers')) await measureStrangersLoad(plan, surroundings);
		if (command.parts.includes('datalake')) await measureDatalake(plan, surroundings);
	});
}

async function measureUploads(plan: Plan, surroundings: BenchOptions): Promise<void> {
	const results = await runBench(plan, surroundings);
	await writeResults(plan.resultsFolder, results);
	console.log(machineReport(results));
	console.log(checkReport(results.checkedUpload));
	if (!isIntact(results.checkedUpload)) process.exitCode = 1;
}

async function measureRepeats(plan: Plan, surroundings: BenchOptions): Promise<void> {
	const results = await measureRepeatedUploads(plan.repeats, surroundings);
	console.log(repeatedUploadsReport(results));
	await writeJson(plan.resultsFolder, 'benchmark-repeats.json', results);
}

async function measureCallbackLoad(plan: Plan, surroundings: BenchOptions): Promise<void> {
	const results = await measureCallbacks(plan.callbacks, surroundings);
	console.log(callbackReport(results));
	await writeJson(plan.resultsFolder, 'benchmark-callbacks.json', results);
	if (!isComplete(results)) process.exitCode = 1;
}

async function measureStrangersLoad(plan: Plan, surroundings: BenchOptions): Promise<void> {
	const results = await measureStrangers(plan.strangers, surroundings);
	console.log(strangersReport(results));
	await writeJson(plan.resultsFolder, 'benchmark-strangers.json', results);
	if (!isCheap(results)) process.exitCode = 1;
}

async function measureDatalake(plan: Plan, surroundings: BenchOptions): Promise<void> {
	const results = await measureDatalakeUploads(surroundings);
	console.log(datalakeReport(results));
	await writeJson(plan.resultsFolder, 'benchmark-datalake.json', results);
	if (!areIntact(results)) process.exitCode = 1;
}

async function writeResults(folder: string, results: BenchResults): Promise<void> {
	await writeJson(folder, 'benchmark.json', results);
	const chart = join(folder, 'benchmark.svg');
	await writeFile(chart, chartOf(results));
	console.log(`Written: ${chart}`);
}

async function writeJson(folder: string, name: string, results: object): Promise<void> {
	await mkdir(folder, { recursive: true });
	const path = join(folder, name);
	await writeFile(path, `${JSON.stringify(results, null, '\t')}\n`);
	console.log(`Written: ${path}`);
}

main().catch((error: unknown) => {
	const isExplained = error instanceof BenchError || error instanceof N8nSetupError;
	console.error('\n%s', isExplained ? error.message : error);
	process.exitCode = 1;
});
