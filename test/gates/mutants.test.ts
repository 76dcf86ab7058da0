import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { brokenVersions } from '../mutants/brokenVersions';
import { knownSurvivors, type KnownSurvivor } from '../mutants/survivors';
import { projectFolder } from '../n8n/packProject';

const source = (file: string) => readFileSync(path.join(projectFolder, 'nodes/MemoriesAi', file), 'utf8');

test.each(brokenVersions)(
	'$fault: can still be made, and stands in docs/testing.md',
	({ file, code, fault, caughtBy }) => {
		const docs = readFileSync(path.join(projectFolder, 'docs/testing.md'), 'utf8');

		expect(source(file).split(code)).toHaveLength(2);
		expect(existsSync(path.join(projectFolder, 'test/unit', caughtBy))).toBe(true);
		expect(docs).toMatch(
			new RegExp(`^\\| ${fault.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')} +\\| ${caughtBy} +\\|$`, 'm'),
		);
	},
);

test('every survivor that docs/testing.md explains is of code that is there', () => {
	const known = knownSurvivors();

	expect(known.length).toBeGreaterThan(0);
	const files = readdirSync(path.join(projectFolder, 'nodes/MemoriesAi'), {
		recursive: true,
		encoding: 'utf8',
	});
	const anySource = files
		.filter((file) => file.endsWith('.ts'))
		.map(source)
		.join('');
	const isThere = ({ file, code }: KnownSurvivor) =>
		(file === undefined ? anySource : source(file)).includes(code);

	expect(known.filter((one) => !isThere(one))).toEqual([]);
});
