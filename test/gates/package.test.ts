import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readSchemaFiles } from '../docs/schemas/schemaFiles';
import { packProject, projectFolder } from '../n8n/packProject';
import { foreignImports } from './support/foreignImports';
import { run } from './support/run';

let scratch: string;
let unpacked: string;

beforeAll(async () => {
	scratch = mkdtempSync(path.join(tmpdir(), 'memories-ai-package-'));
	const tarball = await packProject();
	execFileSync('tar', ['-xzf', tarball, '-C', scratch]);
	rmSync(path.dirname(tarball), { recursive: true });
	unpacked = path.join(scratch, 'package');
});
afterAll(() => {
	rmSync(scratch, { recursive: true, force: true });
});

interface PackageJson {
	dependencies?: object;
	peerDependencies: object;
	main: string;
	n8n: { nodes: string[]; credentials: string[] };
}

const packageJson = () =>
	JSON.parse(readFileSync(path.join(unpacked, 'package.json'), 'utf8')) as PackageJson;

describe("n8n's scanner finds nothing", () => {
	test.each(['source', 'tarball'])('%s', (leg) => {
		const folder = leg === 'source' ? projectFolder : unpacked;
		const { status, output } = run('node', path.join(__dirname, 'support/scan.mjs'), folder, leg);

		expect(status === 0 ? '' : output).toBe('');
		const scan = JSON.parse(output) as { passed: boolean; files: number; findings: unknown[] };
		expect(scan).toMatchObject({ passed: true, findings: [] });
		expect(scan.files).toBeGreaterThan(20);
	});

	test('and would find a forbidden import', () => {
		const planted = path.join(scratch, 'planted');
		mkdirSync(planted);
		writeFileSync(path.join(planted, 'package.json'), readFileSync(path.join(unpacked, 'package.json')));
		writeFileSync(path.join(planted, 'a.js'), "require('node:fs');\nprocess.exit();\n");
		const { output } = run('node', path.join(__dirname, 'support/scan.mjs'), planted, 'tarball');

		expect(JSON.parse(output)).toMatchObject({ passed: false });
	});
});

describe('what is shipped', () => {
	test('loads nothing but its own files and what n8n provides', () => {
		expect(foreignImports(path.join(unpacked, 'dist'))).toEqual([]);
	});

	test('and the check sees what it must', () => {
		const planted = path.join(scratch, 'planted-imports');
		mkdirSync(planted);
		const provided = "require('n8n-workflow'); require('crypto'); require('./a');";
		const foreign =
			"require('undici'); require('./missing'); import('form-data'); require('node:fs'); require(name); import(name);";
		writeFileSync(path.join(planted, 'a.js'), `${provided} ${foreign} const alias = require;`);

		expect(foreignImports(planted).sort()).toEqual([
			'a.js -> ./missing',
			'a.js -> form-data',
			'a.js -> import(name)',
			'a.js -> node:fs',
			'a.js -> require',
			'a.js -> require(name)',
			'a.js -> undici',
		]);
	});

	test('has no run-time dependency, and n8n-workflow as its only peer', () => {
		expect(packageJson().dependencies ?? {}).toEqual({});
		expect(packageJson().peerDependencies).toEqual({ 'n8n-workflow': '*' });
	});

	test('is the built code, its icons, codex and output schemas, and the documents, nothing else', () => {
		const files = execFileSync('find', ['.', '-type', 'f'], { cwd: unpacked, encoding: 'utf8' })
			.trim()
			.split('\n');
		const others = files
			.filter((file) => !/^\.\/dist\/(nodes|credentials)\/.*\.(js|svg|json)$/.test(file))
			.sort();

		expect(others).toEqual(['./LICENSE', './README.md', './index.js', './package.json']);
	});
	test('has all output schemas beside the nodes', () => {
		const shipped = readSchemaFiles(path.join(unpacked, 'dist'));

		expect(Object.keys(shipped).length).toBeGreaterThan(10);
		expect(shipped).toEqual(readSchemaFiles(projectFolder));
	});
});
