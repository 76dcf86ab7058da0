import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** What the shipped code may load besides its own files; n8n provides them. */
const PROVIDED = new Set(['n8n-workflow', 'crypto']);

/**
 * Finds what compiled scripts load that would not be there in a user's n8n: packages other than n8n-workflow, and files
 * that were not packed. n8n's scanner lets unbundled imports of devDependencies through.
 *
 * @param folder the compiled package
 * @returns a line for each, `script -> specifier`
 */
export function foreignImports(folder: string): string[] {
	return scriptsBelow(folder).flatMap((script) =>
		specifiersOf(script)
			.filter((specifier) => !isProvided(script, specifier))
			.map((specifier) => `${path.relative(folder, script)} -> ${specifier}`),
	);
}

function scriptsBelow(folder: string): string[] {
	return readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.filter((name) => /\.[cm]?js$/.test(name))
		.map((name) => path.join(folder, name));
}

/** Every module a script names in require(), import or export; a computed one is given as its source text. */
function specifiersOf(script: string): string[] {
	const source = ts.createSourceFile(script, readFileSync(script, 'utf8'), ts.ScriptTarget.Latest, true);
	const specifiers: string[] = [];
	const visit = (node: ts.Node): void => {
		const loaded = loadedBy(node);
		if (loaded !== undefined)
			specifiers.push(ts.isStringLiteralLike(loaded) ? loaded.text : loaded.getText(source));
		ts.forEachChild(node, visit);
	};
	visit(source);
	return specifiers;
}

function loadedBy(node: ts.Node): ts.Expression | undefined {
	if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
	if (!ts.isCallExpression(node)) return undefined;
	const isRequire = ts.isIdentifier(node.expression) && node.expression.text === 'require';
	return isRequire || node.expression.kind === ts.SyntaxKind.ImportKeyword ? node.arguments[0] : undefined;
}

function isProvided(script: string, specifier: string): boolean {
	if (!specifier.startsWith('.')) return PROVIDED.has(specifier);
	const target = path.resolve(path.dirname(script), specifier);
	return [target, `${target}.js`, path.join(target, 'index.js')].some(
		(file) => file.endsWith('.js') && existsSync(file),
	);
}
