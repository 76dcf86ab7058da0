import path from 'node:path';
import { recordedResults, type CompatResults } from '../compat/results';
import { projectFolder } from '../n8n/packProject';
import { withGeneratedPart } from './generatedPart';

/** The page that has the table. */
export const compatibilityPage = path.join(projectFolder, 'docs', 'compatibility.md');

/** README with the versions of n8n that the last runs have found to be good. */
export function withVersions(readme: string): string {
	const versions = Object.values(recordedResults()).map(({ n8n }) => n8n);
	return withGeneratedPart(readme, 'versions', 'npm run test:compat', [
		`Tested with n8n ${versions.slice(0, -1).join(', ')} and ${versions.at(-1)}: [what was run](docs/compatibility.md).`,
		'',
	]);
}

/** A document with the table of n8n's versions as the last runs have found it. */
export function withCompatibilityTable(document: string): string {
	return withGeneratedPart(document, 'compatibility', 'npm run test:compat', tableOf(recordedResults()));
}

function tableOf(results: CompatResults): string[] {
	const releases = Object.values(results);
	const names = [...new Set(releases.flatMap(({ checks }) => Object.keys(checks)))];
	const rows = [
		['', ...releases.map(({ n8n }) => `n8n ${n8n}`)],
		['---', ...releases.map(() => '---')],
		['Node', ...releases.map(({ node }) => node)],
		['Run on', ...releases.map(({ date }) => date)],
		...names.map((name) => [name, ...releases.map(({ checks }) => checks[name] ?? 'not run')]),
	];
	return rows.map((cells) => `| ${cells.join(' | ')} |`);
}
