import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { projectFolder } from '../../n8n/packProject';

/** Runs a program of the project's node_modules, or node itself, in the project's folder. */
export function run(program: string, ...args: string[]): { status: number | null; output: string } {
	return runIn(projectFolder, program, ...args);
}

/** Runs a program of the project's node_modules, or node itself, in a folder. */
export function runIn(
	folder: string,
	program: string,
	...args: string[]
): { status: number | null; output: string } {
	const command =
		program === 'node' ? process.execPath : path.join(projectFolder, 'node_modules/.bin', program);
	// Jest sets NODE_ENV, under which the scanner's rules take every file for one of their own test files.
	const env = { ...process.env };
	delete env.NODE_ENV;
	const { status, stdout, stderr, error } = spawnSync(command, args, {
		cwd: folder,
		env,
		encoding: 'utf8',
		maxBuffer: Infinity,
	});
	if (error) throw error;
	return { status, output: `${stdout}${stderr}` };
}
