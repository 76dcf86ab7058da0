import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runUntilInterrupted } from '../terminal/interruption';
import { N8nSetupError } from '../n8n/N8nSetupError';
import { runBench, type BenchOptions } from './bench';
import { BenchError } from './BenchError';
import { measureCallbacks } from './callbacks/callbackLoad';
import { callbackReport, isComplete } from './callbacks/callbackReport';
import { chartOf } from './chart';
import { commandOf, usage } from './commandLine';
import { fullPlan, quickPlan, type Plan } from './plan';
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
		if (command.only !== 'callbacks') await measureUploads(plan, surroundings);
		if (command.only !== 'uploads') await measureCallbackLoad(plan, surroundings);
	});
}

async function measureUploads(plan: Plan, surroundings: BenchOptions): Promise<void> {
	const results = await runBench(plan, surroundings);
	await writeResults(plan.resultsFolder, results);
	console.log(machineReport(results));
	console.log(checkReport(results.checkedUpload));
	if (!isIntact(results.checkedUpload)) process.exitCode = 1;
}

async function measureCallbackLoad(plan: Plan, surroundings: BenchOptions): Promise<void> {
	const results = await measureCallbacks(plan.callbacks, surroundings);
	await mkdir(plan.resultsFolder, { recursive: true });
	const json = join(plan.resultsFolder, 'benchmark-callbacks.json');
	await writeFile(json, `${JSON.stringify(results, null, '\t')}\n`);
	console.log(callbackReport(results));
	console.log(`Written: ${json}`);
	if (!isComplete(results)) process.exitCode = 1;
}

async function writeResults(folder: string, results: BenchResults): Promise<void> {
	await mkdir(folder, { recursive: true });
	const json = join(folder, 'benchmark.json');
	const chart = join(folder, 'benchmark.svg');
	await writeFile(json, `${JSON.stringify(results, null, '\t')}\n`);
	await writeFile(chart, chartOf(results));
	console.log(`Written: ${json}, ${chart}`);
}

main().catch((error: unknown) => {
	const isExplained = error instanceof BenchError || error instanceof N8nSetupError;
	console.error('\n%s', isExplained ? error.message : error);
	process.exitCode = 1;
});
