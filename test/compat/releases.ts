import type { NodeMajor } from '../n8n/installNode';
import type { N8nRelease } from '../n8n/installN8n';

/** A line of n8n that is in use, and the release of it that stands for it. */
export interface Line extends N8nRelease {
	/** Major and minor version, such as `1.123`. */
	line: string;
}

/**
 * The lines that the package is tested with, the oldest first: the newest release of each that npm can install, run with
 * the Nodes 20, 22 and 24 in turn as far as the release allows.
 */
export const lines: readonly Line[] = [
	{ line: '1.119', version: '1.119.2', nodeMajor: 20 },
	{ line: '1.123', version: '1.123.81', nodeMajor: 22 },
	{ line: '2.0', version: '2.0.3', nodeMajor: 24 },
	{ line: '2.20', version: '2.20.12', nodeMajor: 22 },
	{ line: '2.41', version: '2.41.1', nodeMajor: 24 },
];

/**
 * The release that a version on the command line means: a line of those above, or any version of n8n that npm has.
 *
 * @returns undefined for what is no version
 */
export function releaseFor(version: string): Line | undefined {
	const known = lines.find((line) => line.line === version || line.version === version);
	if (known !== undefined) return known;
	const [, major = '', minor = ''] = /^(\d+)\.(\d+)\.\d+$/.exec(version) ?? [];
	if (major === '') return undefined;
	return { line: `${major}.${minor}`, version, nodeMajor: nodeFor(Number(major), Number(minor)) };
}

/** @throws Error for what is no version */
export function namedRelease(version: string): Line {
	const release = releaseFor(version);
	if (release === undefined) throw new Error(`'${version}' is no version of n8n`);
	return release;
}

/** 1.x takes Node 20 to 24; n8n has wanted Node 24 since 2.36. */
function nodeFor(major: number, minor: number): NodeMajor {
	if (major < 2) return 20;
	return major === 2 && minor < 36 ? 22 : 24;
}
