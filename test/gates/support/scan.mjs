/**
 * Runs the code of n8n's package scanner over one folder and prints what it found as JSON. It has to be a program of its
 * own, because the scanner is an ES module.
 *
 *   node scan.mjs <folder> source|tarball
 */
import { createRequire } from 'node:module';
import {
	analyzePackage,
	buildScanConfig,
	SOURCE_FILE_PATTERNS,
} from '@n8n/scan-community-package/scanner/scanner.mjs';

const [folder, leg] = process.argv.slice(2);
// The patterns of the scanner's two legs: the sources of the attested commit, and every script of the published package.
const patterns = leg === 'source' ? SOURCE_FILE_PATTERNS : ['**/*.js', 'package.json'];

const verdict = await analyzePackage(folder, patterns);

// The verdict counts errors only; warnings come from the same linter with the same rules.
const { ESLint } = createRequire(import.meta.resolve('@n8n/scan-community-package/scanner/scanner.mjs'))(
	'eslint',
);
const linter = new ESLint({
	cwd: folder,
	allowInlineConfig: false,
	overrideConfigFile: true,
	overrideConfig: await buildScanConfig(),
});
const results = await linter.lintFiles(patterns);
const findings = results.flatMap(({ filePath, messages }) =>
	messages.map(({ severity, ruleId, message, line }) => ({
		severity: severity === 2 ? 'error' : 'warning',
		where: `${filePath}:${line}`,
		what: `${message} (${ruleId})`,
	})),
);
console.log(JSON.stringify({ passed: verdict.passed, files: results.length, findings }));
