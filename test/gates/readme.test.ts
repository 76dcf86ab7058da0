import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { lines } from '../compat/releases';
import { recordedResults as recordedCompatibility } from '../compat/results';
import { generatedPages } from '../docs/generatedPages';
import { projectFolder } from '../n8n/packProject';

/** What users read, by path from the project's folder. */
const documents = new Map(
	[
		...['README.md', 'CONTRIBUTING.md', 'SECURITY.md'],
		...readdirSync(path.join(projectFolder, 'docs'))
			.filter((name) => name.endsWith('.md'))
			.map((name) => `docs/${name}`),
	].map((name) => [name, readFileSync(path.join(projectFolder, name), 'utf8')]),
);
const readme = documents.get('README.md') ?? '';
const allText = [...documents.values()].join('\n');
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

test('README is short enough to be read', () => {
	expect(readme.trimEnd().split('\n').length).toBeLessThanOrEqual(130);
});

test('every message under Troubleshooting is one that the nodes show', () => {
	const shown = [...section('Troubleshooting').matchAll(/^\| (`.+?) \|/gm)].map(([, cell]) => cell ?? '');
	const messages = shown.flatMap((cell) =>
		[...cell.matchAll(/`([^`]+)`/g)].map(([, message]) => message ?? ''),
	);

	expect(messages.length).toBeGreaterThan(20);
	expect(messages.filter((message) => !source.includes(message))).toEqual([]);
});

test('every field that a table names is one that the nodes show', () => {
	const tables = [...allText.matchAll(/^\| Field \| What .*\n\|.*\n((?:\|.*\n)+)/gm)]
		.map(([, rows]) => rows ?? '')
		.join('');
	const fields = [...tables.matchAll(/^\| ([A-Z][\w ]*) \|/gm)].map(([, name]) => name ?? '');

	expect(fields).toEqual(expect.arrayContaining(['Base URL', 'Callback URL', 'Trigger On', 'Poll Times']));
	// n8n itself brings the field of its polling triggers.
	expect(
		fields.filter((name) => name !== 'Poll Times' && !source.includes(`displayName: '${name}'`)),
	).toEqual([]);
});

test.each(
	generatedPages.map(({ page, withPart }) => [path.relative(projectFolder, page), page, withPart] as const),
)(
	'what %s has from the code and from recorded runs is up to date; `npm run docs` writes it',
	(_name, page, withPart) => {
		const document = readFileSync(page, 'utf8');

		expect(document).toBe(withPart(document));
	},
);

test('the versions of n8n that README names are those that are tested by default, and all was good', () => {
	const results = Object.values(recordedCompatibility());

	expect(results.map(({ n8n }) => n8n)).toEqual(lines.map(({ version }) => version));
	expect(
		results.flatMap(({ checks }) => Object.values(checks)).filter((outcome) => outcome !== 'yes'),
	).toEqual([]);
});

test('README lists every example, and leads to every page', () => {
	for (const example of readdirSync(path.join(projectFolder, 'examples'))) {
		expect(readme).toContain(`(examples/${example})`);
	}
	for (const name of documents.keys()) if (name !== 'README.md') expect(readme).toContain(`](${name}`);
});

describe.each([...documents])('%s', (name, text) => {
	/** Links to files, with the heading behind `#` where they name one. */
	const links = [...text.matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]*))?\)/g)].map(
		([, file = '', heading]) => ({
			file: file === '' ? name : path.join(path.dirname(name), file),
			heading,
		}),
	);

	test('links to files that exist, and to headings that they have', () => {
		const broken = links.filter(({ file, heading }) => {
			if (!existsSync(path.join(projectFolder, file))) return true;
			return heading !== undefined && !headingsOf(documents.get(file) ?? '').includes(heading);
		});

		expect(broken).toEqual([]);
	});

	test('names commands that exist', () => {
		const commands = [...text.matchAll(/npm run ([\w:]+)/g)].map(([, command]) => command ?? '');

		expect(commands.filter((command) => packageJson.scripts[command] === undefined)).toEqual([]);
	});
});

/** The headings of a document, as links name them. */
function headingsOf(text: string): string[] {
	return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
		heading
			.toLowerCase()
			.replace(/[^\w -]/g, '')
			.replaceAll(' ', '-'),
	);
}
