import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { RepeatedUploads } from '../bench/repeatedUploads';
import type { BenchResults } from '../bench/results';
import { wayNames } from '../bench/ways/way';
import { withOperationTable } from '../docs/operationTable';
import { projectFolder } from '../n8n/packProject';

const readme = readFileSync(path.join(projectFolder, 'README.md'), 'utf8');
const packageJson = JSON.parse(readFileSync(path.join(projectFolder, 'package.json'), 'utf8')) as {
	scripts: Record<string, string>;
};

/** All of the shipped source in one text, with the quotes of its string literals unescaped. */
const source = ['nodes', 'credentials']
	.flatMap((folder) =>
		readdirSync(path.join(projectFolder, folder), { recursive: true, encoding: 'utf8' })
			.filter((name) => name.endsWith('.ts'))
			.map((name) => readFileSync(path.join(projectFolder, folder, name), 'utf8')),
	)
	.join('\n')
	.replaceAll("\\'", "'");

function section(title: string): string {
	const [, text] = new RegExp(`\\n## ${title}\\n(.*?)(\\n## |$)`, 's').exec(readme) ?? [];
	if (text === undefined) throw new Error(`README has no section ${title}`);
	return text;
}

test('every message under Troubleshooting is one that the nodes show', () => {
	const messages = [...section('Troubleshooting').matchAll(/^\| `([^`]+)`/gm)].map(
		([, message]) => message ?? '',
	);

	expect(messages.length).toBeGreaterThan(10);
	expect(messages.filter((message) => !source.includes(message))).toEqual([]);
});

test('every field it names is one that the nodes show', () => {
	const tables = [...readme.matchAll(/^\| Field \|.*\n\|.*\n((?:\|.*\n)+)/gm)]
		.map(([, rows]) => rows ?? '')
		.join('');
	const fields = [...tables.matchAll(/^\| ([A-Z][\w ]*) \|/gm)].map(([, name]) => name ?? '');

	expect(fields).toEqual(expect.arrayContaining(['Base URL', 'Callback URL', 'Trigger On']));
	expect(fields.filter((name) => !source.includes(`displayName: '${name}'`))).toEqual([]);
});

test('its table of operations is the code’s; `npm run docs` writes it', () => {
	expect(readme).toBe(withOperationTable(readme));
});

test('it lists every example, and every command and file it names exists', () => {
	const examples = readdirSync(path.join(projectFolder, 'examples'));
	for (const example of examples) expect(readme).toContain(`(examples/${example})`);

	const files = [...readme.matchAll(/\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/g)].map(([, file]) => file ?? '');
	expect(files.filter((file) => !existsSync(path.join(projectFolder, file.split('#')[0] ?? '')))).toEqual([]);

	const contributing = readFileSync(path.join(projectFolder, 'CONTRIBUTING.md'), 'utf8');
	const commands = [...`${readme}${contributing}`.matchAll(/npm run ([\w:]+)/g)].map(
		([, name]) => name ?? '',
	);
	expect(commands.filter((name) => packageJson.scripts[name] === undefined)).toEqual([]);
});

test('docs/waiting.md has its table of ways to wait', () => {
	const table = /^\| Way \|(.*\n\|)*/m.exec(readme)?.[0] ?? 'none';
	const document = readFileSync(path.join(projectFolder, 'docs', 'waiting.md'), 'utf8');

	expect(document.replaceAll('(../examples/', '(examples/')).toContain(table);
});

test('the figures under Speed and memory are what the benchmark has written', () => {
	const uploads = (resultsIn('benchmark.json') as BenchResults).loads.find(({ load }) => load.id === '3GiB');
	const peakMegabytes = (name: string) =>
		megabytes(uploads?.ways.find(({ way }) => way === name)?.summaries.peakRssAboveIdleBytes?.median);
	const timesAsFastAs = (name: string) =>
		uploads?.comparisons
			.find((comparison) => comparison.with === name)
			?.ratios.throughputMBps.median.toFixed(1);
	const { atRest } = resultsIn('benchmark-repeats.json') as RepeatedUploads;

	expect(readme).toContain(
		`an upload of 3 GiB takes n8n ${peakMegabytes(wayNames.memoriesAiNode)} MB of memory above idle, ` +
			`where the HTTP Request node takes ${peakMegabytes(wayNames.httpRequestNode)} MB. ` +
			`It goes ${timesAsFastAs(wayNames.httpRequestNode)} times as fast, ` +
			`and ${timesAsFastAs(wayNames.undiciInN8n)} times as fast as with undici and form-data inside n8n.`,
	);
	expect(readme).toContain(
		`n8n at rest has ${megabytes(atRest[0]?.rssBytes)} MB before ` +
			`and ${megabytes(atRest.at(-1)?.rssBytes)} MB after them.`,
	);
});

function resultsIn(name: string): unknown {
	return JSON.parse(readFileSync(path.join(projectFolder, 'docs', name), 'utf8'));
}

function megabytes(bytes = NaN): number {
	return Math.round(bytes / 1e6);
}
