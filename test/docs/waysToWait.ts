import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectFolder } from '../n8n/packProject';
import { withGeneratedPart } from './generatedPart';

const waitingPage = path.join(projectFolder, 'docs', 'waiting.md');

/** README with the table of the ways to wait that `docs/waiting.md` has. */
export function withWaysToWait(readme: string): string {
	return withGeneratedPart(readme, 'ways to wait', 'npm run docs', waysToWait());
}

function waysToWait(): string[] {
	const [table = ''] = /^\| Way \|.*\n(\|.*\n)+/m.exec(readFileSync(waitingPage, 'utf8')) ?? [];
	if (table === '') throw new Error('docs/waiting.md has no table of the ways to wait');
	return table.replaceAll('](../', '](').replaceAll('](#', '](docs/waiting.md#').trimEnd().split('\n');
}
