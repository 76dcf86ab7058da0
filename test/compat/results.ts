import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../n8n/packProject';

/** What the checks found in one n8n. */
export interface ReleaseResults {
	/** Version of n8n. */
	n8n: string;
	/** Version of the Node that it ran on. */
	node: string;
	/** Day of the run, ISO 8601. */
	date: string;
	/** By name of the check, `yes`, or what went wrong. */
	checks: Record<string, string>;
}

/** The newest results of each line of n8n, such as `1.123`, the oldest line first. */
export type CompatResults = Record<string, ReleaseResults>;

/** What `npm run test:compat` has written. */
export const resultsFile = join(projectFolder, 'docs', 'compatibility.json');

/** The recorded results. */
export function recordedResults(): CompatResults {
	return JSON.parse(readFileSync(resultsFile, 'utf8')) as CompatResults;
}

/** Records the results of some lines in place of earlier ones of these lines. */
export function record(results: CompatResults): void {
	const all = Object.entries({ ...recordedResults(), ...results }).sort(([a], [b]) =>
		a.localeCompare(b, undefined, { numeric: true }),
	);
	writeFileSync(resultsFile, `${JSON.stringify(Object.fromEntries(all), null, '\t')}\n`);
}

/** Whether all went as it should. */
export function isGood({ checks }: ReleaseResults): boolean {
	return Object.values(checks).every((outcome) => outcome === 'yes');
}
