const { appendFileSync, readFileSync } = require('node:fs');
const path = require('node:path');

/** A line of JSON for each file of tests, in the copy of the project that Stryker works on. */
const recordFile = path.resolve(__dirname, '../../reached-changes.jsonl');

/** Records the numbers of the changes whose code a file of tests reaches. */
exports.recordReachedChanges = (testPath, changes) => {
	appendFileSync(recordFile, `${JSON.stringify([testPath, changes])}\n`);
};

/** What was recorded: the numbers of changes, by the path of the file of tests. */
exports.readReachedChanges = () => {
	const lines = readFileSync(recordFile, 'utf8').trim().split('\n');
	return new Map(
		lines.map((line) => JSON.parse(line)).map(([testPath, changes]) => [testPath, new Set(changes)]),
	);
};
