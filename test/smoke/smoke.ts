import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Engine } from '../engine/support/engine';
import { defaultDatalakeKey } from '../simulator/datalake/keys';
import { defaultApiKey, startSimulator } from '../simulator/simulator';
import type { Progress } from '../terminal/progress';
import type { SmokeOptions } from './commandLine';
import { cleanAnswers, differencesBetween, type CleanAnswer } from './report';
import { runSteps, type ApiVersion, type Recording } from './steps';

/** What the smoke test is given besides its options. */
interface Surroundings {
	progress: Pick<Progress, 'begin' | 'finish'>;
	print: (text: string) => void;
	/** Ends it early; the video is deleted all the same. */
	signal: AbortSignal;
	/** How often it is looked whether the video is parsed, at most, in seconds. */
	checkInterval?: number;
}

/** What came of it. */
export interface SmokeResult {
	/** What did not work, a line each. */
	problems: string[];
	/** What differs from what the package expects, a line each. */
	differences: string[];
	/** The files that were written. */
	written: string[];
}

const callbackPatienceMs = 2 * 60_000;

/** What is said before anything is sent. */
export function announcement({ baseUrl, apiKey, callback }: SmokeOptions): string {
	const isDatalake = apiKey.startsWith('sk-mai-');
	return [
		`This uploads one video of 10 seconds to ${baseUrl} with your key, and deletes it at the end.`,
		isDatalake
			? 'At the prices of 2026 that is below 4 US cents: indexing 1, two searches 1.6, the transcript 0.1.'
			: 'At the prices of 2026 that is below 1 US cent: indexing 0.5, searches and transcript 0.1.',
		isDatalake
			? "The collection 'n8n' is made where the account has none, and stays."
			: callback === undefined
				? 'No callback is tried: set MEMORIES_CALLBACK_BASE_URL for one.'
				: `memories.ai calls ${callback.baseUrl}, which has to lead to port ${callback.port} here.`,
		'',
	].join('\n');
}

/**
 * Runs the package against memories.ai and against the simulator, says what differs, and writes what memories.ai answered.
 *
 * @throws {SmokeError} when the upload fails
 */
export async function runSmoke(options: SmokeOptions, surroundings: Surroundings): Promise<SmokeResult> {
	const { progress, print, signal, checkInterval = 10 } = surroundings;
	print(announcement(options));
	const engine = await Engine.start();
	const begin = (step: string) => progress.begin(step);
	const found = await runSteps(engine, { ...options, checkInterval, callbackPatienceMs }, begin, signal);
	progress.begin('The same with the simulator');
	const expected = await expectedRecording(
		engine,
		found.apiVersion ?? 'v1.2',
		options.callback !== undefined,
	);
	progress.finish();

	const secrets = [options.apiKey, options.callback?.baseUrl ?? options.apiKey];
	return {
		problems: found.problems,
		differences: differencesBetween(expected, found),
		written: write(path.join(options.out, found.apiVersion ?? 'unknown'), cleanAnswers(found, secrets)),
	};
}

/** What the package expects: what the simulator answers to the same. */
async function expectedRecording(
	engine: Engine,
	apiVersion: ApiVersion,
	hasCallback: boolean,
): Promise<Recording> {
	const simulator = await startSimulator({
		// Late enough for a look at a video that is not parsed yet.
		processing: { clock: 'real', parseAfterMs: 300 },
		servedVersions: apiVersion === 'v1.1' ? ['v1.1'] : ['v1.2'],
	});
	try {
		const account = {
			apiKey: apiVersion === 'datalake' ? defaultDatalakeKey : defaultApiKey,
			baseUrl: simulator.url,
			callback: hasCallback ? { baseUrl: 'http://127.0.0.1', port: 0 } : undefined,
			checkInterval: 0.05,
			callbackPatienceMs: 10_000,
		};
		return await runSteps(engine, account, () => undefined, new AbortController().signal);
	} finally {
		await simulator.close();
	}
}

function write(folder: string, answers: readonly CleanAnswer[]): string[] {
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	return answers.map((answer, index) => {
		const name = `${String(index + 1).padStart(2, '0')}-${answer.path.split('/').at(-1) ?? ''}.json`;
		const file = path.join(folder, name);
		writeFileSync(file, `${JSON.stringify(answer, null, '\t')}\n`);
		return file;
	});
}
