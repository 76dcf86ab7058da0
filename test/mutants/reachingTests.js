const { readFileSync } = require('node:fs');
const path = require('node:path');

/** Which files of tests reach which changes: a line of JSON each, in the copy that Stryker works on. */
const recordFile = path.resolve(__dirname, '../../reaching-tests.jsonl');

let testPathsOfChange;

/**
 * Jest's filter. Stryker knows which tests reach a change, and names them to Jest, which would still load every other file
 * of tests, only to skip all that is in it.
 */
module.exports = (testPaths) => {
	const change = process.env.__STRYKER_ACTIVE_MUTANT__;
	if (change === undefined) return { filtered: testPaths };
	testPathsOfChange ??= readRecord();
	return { filtered: testPaths.filter((testPath) => testPathsOfChange.get(change)?.has(testPath)) };
};
module.exports.recordFile = recordFile;

function readRecord() {
	const found = new Map();
	for (const line of readFileSync(recordFile, 'utf8').trim().split('\n')) {
		const { testPath, changes } = JSON.parse(line);
		for (const change of changes) found.set(change, (found.get(change) ?? new Set()).add(testPath));
	}
	return found;
}
