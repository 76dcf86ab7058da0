import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { lines } from '../compat/releases';
import { projectFolder } from '../n8n/packProject';

interface Step {
	uses?: string;
	run?: string;
	with?: Record<string, unknown>;
}

interface Job {
	steps: Step[];
	permissions?: Record<string, string>;
	needs?: string;
	environment?: string;
	if?: string;
	strategy?: { matrix: Record<string, unknown> };
}

interface Workflow {
	permissions: Record<string, string>;
	concurrency?: Record<string, unknown>;
	jobs: Record<string, Job>;
}

const folder = path.join(projectFolder, '.github', 'workflows');
const files = readdirSync(folder);
const textOf = (file: string) => readFileSync(path.join(folder, file), 'utf8');
const workflow = (file: string) => parse(textOf(file)) as Workflow;
const ci = workflow('ci.yml');
const publish = workflow('publish.yml');

const { scripts } = JSON.parse(readFileSync(path.join(projectFolder, 'package.json'), 'utf8')) as {
	scripts: Record<string, string>;
};

const commandsOf = ({ steps }: Job) => steps.flatMap(({ run }) => run ?? []);

describe.each(files)('%s', (file) => {
	const { permissions, jobs } = workflow(file);

	test('takes actions by their commit, and says which release that is', () => {
		const uses = textOf(file)
			.split('\n')
			.filter((line) => /\buses:/.test(line));

		expect(uses.length).toBeGreaterThan(0);
		expect(uses.filter((line) => !/uses: [\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
	});

	test('leaves no token of the repository on disk', () => {
		const checkouts = Object.values(jobs)
			.flatMap(({ steps }) => steps)
			.filter(({ uses }) => uses?.startsWith('actions/checkout@'));

		for (const checkout of checkouts) expect(checkout.with).toMatchObject({ 'persist-credentials': false });
	});

	test('puts no text of a contributor into a command', () => {
		const commands = Object.values(jobs).flatMap(commandsOf);

		expect(commands.filter((command) => /\$\{\{(?! matrix\.)/.test(command))).toEqual([]);
	});

	test('may write nothing by default', () => {
		expect(Object.values(permissions).filter((access) => access !== 'read')).toEqual([]);
	});
});

test('one commit stands for one release of an action, in all workflows', () => {
	const releases = new Set(
		files.flatMap((file) => textOf(file).match(/[\w/-]+@[0-9a-f]{40} # v.*$/gm) ?? []),
	);
	const actions = [...releases].map((release) => release.split('@')[0]);

	expect(actions).toEqual([...new Set(actions)]);
});

describe('CI', () => {
	test('runs all that `npm test` runs', () => {
		const projectsOf = (script = '') => /--selectProjects ((?: ?\w+)+)/.exec(script)?.[1]?.split(' ') ?? [];
		const run = Object.values(ci.jobs)
			.flatMap(commandsOf)
			.flatMap((command) => projectsOf(scripts[/npm run ([\w:]+)/.exec(command)?.[1] ?? '']));
		const config = readFileSync(path.join(projectFolder, 'jest.config.js'), 'utf8');
		const projects = [...config.matchAll(/\tproject\('(\w+)'/g)].map(([, name]) => name);

		expect(projects).toContain('engine');
		expect(run.sort()).toEqual(projects.sort());
	});

	test('runs one n8n 1.x for each change, and every line and queue mode once a week', () => {
		const legs = [...String(ci.jobs.compat?.strategy?.matrix.n8n).matchAll(/'(\[[^']*\])'/g)].map(
			([, list = '[]']) => JSON.parse(list) as string[],
		);
		const isWeekly = /github\.event_name == 'schedule'/;

		expect(legs).toEqual([lines.map(({ line }) => line), [expect.stringMatching(/^1\./) as string]]);
		expect(ci.jobs.compat?.strategy?.matrix.n8n).toMatch(isWeekly);
		expect(ci.jobs.queue?.if).toMatch(isWeekly);
		expect(ci.jobs.long?.if).toMatch(isWeekly);
		expect(textOf('ci.yml')).toMatch(/cron: '\d+ \d+ \* \* \d'/);
	});

	test('`npm run test:long` runs every test that has a greater volume there', () => {
		const [, patterns = ''] = /--testPathPatterns (.+)$/.exec(scripts['test:long'] ?? '') ?? [];
		const tests = readdirSync(path.join(projectFolder, 'test'), { recursive: true, encoding: 'utf8' })
			.filter((name) => name.endsWith('.test.ts'))
			.filter((name) =>
				/from '[./]+volume'/.test(readFileSync(path.join(projectFolder, 'test', name), 'utf8')),
			);

		expect(tests.map((name) => path.basename(name, '.test.ts')).sort()).toEqual(patterns.split(' ').sort());
	});

	test('breaks off a run that a newer one replaces', () => {
		expect(ci.concurrency).toMatchObject({ 'cancel-in-progress': true });
	});

	test('may read, and no job more than that', () => {
		expect(ci.permissions).toEqual({ contents: 'read' });
		expect(Object.values(ci.jobs).filter(({ permissions }) => permissions !== undefined)).toEqual([]);
	});
});

describe('publishing', () => {
	test('has one job that runs code, and may only read; and one that may ask npm, and runs no code', () => {
		const { test: tested, publish: published, ...others } = publish.jobs;

		expect(others).toEqual({});
		expect(tested?.permissions).toEqual({ contents: 'read' });
		expect(published).toMatchObject({
			needs: 'test',
			environment: 'npm',
			permissions: { 'id-token': 'write' },
		});
		expect(Object.keys(published?.permissions ?? {})).toEqual(['id-token']);
		expect(published?.steps.filter(({ uses }) => uses?.startsWith('actions/checkout'))).toEqual([]);
		const commands = published === undefined ? [] : commandsOf(published);
		expect(
			commands.filter((command) => !/^(test |npm publish \.\/\*\.tgz .*--ignore-scripts)/.test(command)),
		).toEqual([]);
	});

	test('hands the tested tarball on, and publishes that one with provenance', () => {
		const steps = Object.values(publish.jobs).flatMap((job) => job.steps);
		const [uploaded, downloaded] = ['upload', 'download'].map(
			(verb) => steps.find(({ uses }) => uses?.startsWith(`actions/${verb}-artifact@`))?.with?.name,
		);

		expect(uploaded).toBe(downloaded);
		expect(steps.at(-1)?.run).toMatch(/^npm publish \.\/\*\.tgz .*--provenance/);
	});

	test('refuses a tag that is not the version, in either job', () => {
		for (const job of Object.values(publish.jobs)) {
			const refusals = commandsOf(job).filter((command) =>
				command.startsWith('test "$GITHUB_REF_NAME" = "v$('),
			);
			expect(refusals).toHaveLength(1);
		}
	});
});
