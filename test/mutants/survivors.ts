import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const project = join(__dirname, '../..');

/** A change of the code that no test notices, and that is known. */
export interface KnownSurvivor {
	/** Below `nodes/MemoriesAi`; undefined for what holds in any file. */
	file: string | undefined;
	/** Where it is: a part of a line, or the name of a function. */
	code: string;
}

/** The survivors that `docs/testing.md` explains. */
export function knownSurvivors(): KnownSurvivor[] {
	const [, table = ''] = readFileSync(join(project, 'docs/testing.md'), 'utf8').split('<!-- survivors -->');
	return [...table.matchAll(/^\| (?:([\w/]+\.ts)|any) +\| `([^`]+)` +\|/gm)].map(([, file, code = '']) => ({
		file,
		code,
	}));
}

interface StrykerReport {
	files: Record<string, { source: string; mutants: Mutant[] }>;
}

interface Mutant {
	status: string;
	mutatorName: string;
	replacement?: string;
	location: { start: { line: number; column: number } };
}

/** Prints the survivors of the last run of Stryker that `docs/testing.md` does not explain. */
function main(): void {
	const report = JSON.parse(
		readFileSync(join(project, 'test-results/mutants.json'), 'utf8'),
	) as StrykerReport;
	const known = knownSurvivors();
	let unexplained = 0;
	for (const [path, { source, mutants }] of Object.entries(report.files)) {
		const lines = source.split('\n');
		for (const { status, mutatorName, replacement = '', location } of mutants) {
			if (status !== 'Survived' && status !== 'NoCoverage') continue;
			const { line } = location.start;
			// A name of a function explains what is in it, so a line after it counts too; what holds anywhere, its own line only.
			const near = lines.slice(Math.max(0, line - 3), line + 1).join('\n');
			const isExplained = known.some(({ file, code }) =>
				file === undefined
					? lines[line - 1]?.includes(code)
					: path.endsWith(`/${file}`) && near.includes(code),
			);
			if (isExplained) continue;
			unexplained++;
			console.log(`${path}:${line} ${status} ${mutatorName}\n- ${lines[line - 1]?.trim()}\n+ ${replacement}`);
		}
	}
	console.log(`${unexplained} survivors that docs/testing.md does not explain`);
}

if (require.main === module) main();
