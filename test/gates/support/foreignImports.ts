import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ICruiseResult, IDependency } from 'dependency-cruiser';
import { Linter } from 'eslint';
import { projectFolder } from '../../n8n/packProject';
import { run } from './run';

/** What the shipped code may load besides its own files; n8n provides them. */
const PROVIDED = new Set(['n8n-workflow', 'crypto']);

/** A require() or import() that only shows at run time what it loads; dependency-cruiser passes over it. */
const computedImport = [
	"Identifier[name='require']:not(CallExpression > .callee)",
	"CallExpression[callee.name='require']:not([arguments.0.type='Literal'])",
	"ImportExpression:not([source.type='Literal'])",
];

/**
 * Finds what compiled scripts load that would not be there in a user's n8n: packages other than n8n-workflow, and files
 * that were not packed. n8n's scanner lets unbundled imports of devDependencies through.
 *
 * @param folder the compiled package
 * @returns a line for each, `script -> specifier`, or the code where it is computed
 */
export function foreignImports(folder: string): string[] {
	return scriptsBelow(folder).flatMap(({ script, dependencies }) =>
		[
			...dependencies.filter((dependency) => !isProvided(folder, dependency)).map(specifierOf),
			...computedImportsOf(path.join(folder, script)),
		].map((loaded) => `${script} -> ${loaded}`),
	);
}

function scriptsBelow(folder: string): Array<{ script: string; dependencies: IDependency[] }> {
	const { output } = run('depcruise', '--no-config', '--output-type', 'json', folder);
	const scripts = (JSON.parse(output) as ICruiseResult).modules
		.map(({ source, dependencies }) => ({
			script: path.relative(folder, path.resolve(projectFolder, source)),
			dependencies,
		}))
		.filter(({ script }) => /\.[cm]?js$/.test(script) && !script.startsWith('..'));
	if (scripts.length === 0) throw new Error(`There is no script in ${folder}`);
	return scripts;
}

function isProvided(folder: string, dependency: IDependency): boolean {
	const specifier = specifierOf(dependency);
	if (!specifier.startsWith('.')) return PROVIDED.has(specifier);
	const target = path.relative(folder, path.resolve(projectFolder, dependency.resolved));
	return !dependency.couldNotResolve && target.endsWith('.js') && !target.startsWith('..');
}

/** As it is written: dependency-cruiser takes `node:` off, and leaves `protocol` out where there is none. */
function specifierOf({ module, protocol }: Pick<IDependency, 'module'> & { protocol?: string }): string {
	return `${protocol ?? ''}${module}`;
}

function computedImportsOf(script: string): string[] {
	const code = readFileSync(script, 'utf8');
	const findings = new Linter().verify(code, {
		languageOptions: { sourceType: 'commonjs' },
		rules: { 'no-restricted-syntax': ['error', ...computedImport] },
	});
	const lines = code.split('\n');
	return findings.map(({ fatal, message, line, column, endLine, endColumn = 0 }) =>
		fatal ? message : (lines[line - 1] ?? '').slice(column - 1, endLine === line ? endColumn - 1 : undefined),
	);
}
