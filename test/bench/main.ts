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
import { areGood, datalakeReport, measureDatalakeUploads } from './datalakeUploads';
import { claimReport, type Claim } from './claims';
import { commandOf, isChosen, usage, type UploadChoice } from './commandLine';
import { fullPlan, quickPlan, type Plan, type UploadPlan } from './plan';
import { areFrugal, downloadReport, measureDownloads } from './downloads';
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
		if (command.parts.includes('uploads')) await measureUploads(plan, command.uploads, surroundings);
		if (command.parts.includes('repeats')) await measureRepeats(plan, surroundings);
		if (command.parts.includes('callbacks')) await measureCallbackLoad(plan, surroundings);
		if (command.parts.includes('strangers')) await measureStrangersLoad(plan, surroundings);
		if (command.parts.includes('datalake')) await measureDatalake(plan, surroundings);
		if (command.parts.includes('downloads')) await measureDownloadsOf(plan, surroundings);
	});
}

async function measureUploads(plan: Plan, choice: UploadChoice, surroundings: BenchOptions): Promise<void> {
	const chosen = isChosen(choice) ? chosenPlan(plan, choice) : plan;
	const { claim, against, release } = choice;
	const isUntunedCompared = choice.isUntunedCompared || claim?.isUntunedCompared === true;
	const results = await runBench(chosen, { against, isUntunedCompared, release }, surroundings);
	await writeResults(isChosen(choice) ? quickPlan.resultsFolder : plan.resultsFolder, results);
	console.log(machineReport(results));
	if (claim !== undefined) judge(claim, results);
	const { checkedUpload } = results;
	if (checkedUpload === undefined) return;
	console.log(checkReport(checkedUpload));
	if (!isIntact(checkedUpload)) process.exitCode = 1;
}

/** The uploads that were chosen, without the one whose content is checked. */
function chosenPlan({ loads }: Plan, choice: UploadChoice): UploadPlan {
	const ids = choice.loads ?? choice.claim?.loads ?? loads.map(({ id }) => id);
	return {
		ways: choice.claim?.ways,
		loads: fullPlan.loads
			.filter(({ id }) => ids.includes(id))
			.map((load) => ({ ...load, pairs: choice.pairs ?? load.pairs })),
	};
}

function judge(claim: Claim, { loads }: BenchResults): void {
	const judgements = claim.judge(loads.filter(({ load }) => claim.loads.includes(load.id)));
	console.log(claimReport(claim, judgements));
	if (!judgements.every(({ isMet }) => isMet)) process.exitCode = 1;
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
	if (!areGood(results)) process.exitCode = 1;
}

async function measureDownloadsOf(plan: Plan, surroundings: BenchOptions): Promise<void> {
	const results = await measureDownloads(surroundings);
	console.log(downloadReport(results));
	await writeJson(plan.resultsFolder, 'benchmark-downloads.json', results);
	if (!areFrugal(results)) process.exitCode = 1;
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
