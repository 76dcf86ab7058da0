import { execFile } from 'node:child_process';
import { cp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brokenVersions, type BrokenVersion } from './brokenVersions';

const run = promisify(execFile);

const project = join(__dirname, '../..');

/** A copy of the project, to be broken. */
const copy = join(project, 'test-results/broken');

const copied = [
	'nodes',
	'credentials',
	'test/unit',
	'test/fixtures',
	'test/simulator',
	'test/mutants',
	'package.json',
	'jest.config.js',
];

/** Of one test file, in ms; what runs for longer goes round in circles. */
const LONGEST_RUN_MS = 300_000;

/** Breaks the code in each of the ways that have names, or whose names hold some words, and prints which test notices. */
async function main(words = ''): Promise<void> {
	const versions = brokenVersions.filter(({ fault }) => fault.includes(words));
	await rm(copy, { recursive: true, force: true });
	for (const path of copied) await cp(join(project, path), join(copy, path), { recursive: true });
	await symlink(join(project, 'node_modules'), join(copy, 'node_modules'));
	try {
		for (const testFile of new Set(versions.map(({ caughtBy }) => caughtBy))) {
			const failed = await failingTest(testFile);
			if (failed !== undefined) throw new Error(`${testFile} fails before anything is broken: ${failed}`);
		}
		for (const version of versions) {
			const noticed = await whatNotices(version);
			if (noticed === undefined) process.exitCode = 1;
			console.log(
				`| ${version.fault} | ${noticed === undefined ? '**nothing**' : `${version.caughtBy}: ${noticed}`} |`,
			);
		}
	} finally {
		await rm(copy, { recursive: true, force: true });
	}
}

/** The first test that fails; undefined when none does. */
async function whatNotices({ file, code, wrong, caughtBy }: BrokenVersion): Promise<string | undefined> {
	const path = join(copy, 'nodes/MemoriesAi', file);
	const whole = await readFile(path, 'utf8');
	if (whole.split(code).length !== 2) throw new Error(`${file} does not hold once: ${code}`);
	await writeFile(
		path,
		whole.replace(code, () => wrong),
	);
	try {
		return await failingTest(caughtBy);
	} finally {
		await writeFile(path, whole);
	}
}

interface JestResults {
	numFailedTests: number;
	numRuntimeErrorTestSuites: number;
	testResults: Array<{ message: string; assertionResults: Array<{ status: string; fullName: string }> }>;
}

/** The full name of the first test of a file that fails; undefined when all pass. */
async function failingTest(testFile: string): Promise<string | undefined> {
	const jest = join(project, 'node_modules/jest/bin/jest.js');
	const config = join(copy, 'test/mutants/jest.config.js');
	const args = [jest, '--config', config, '--json', '--forceExit', join(copy, 'test/unit', testFile)];
	const options = { cwd: copy, maxBuffer: 2 ** 26, timeout: LONGEST_RUN_MS };
	const { stdout } = await run(process.execPath, args, options).catch(
		(error: unknown) => error as { stdout: string },
	);
	const { numFailedTests, numRuntimeErrorTestSuites, testResults } = JSON.parse(stdout) as JestResults;
	if (numRuntimeErrorTestSuites > 0) throw new Error(testResults[0]?.message);
	if (numFailedTests === 0) return undefined;
	return testResults.flatMap((file) => file.assertionResults).find(({ status }) => status === 'failed')
		?.fullName;
}

main(process.argv[2]).catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
