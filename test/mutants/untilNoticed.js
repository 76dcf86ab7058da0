const TestRunner = require('jest-runner').default;
const { readReachedChanges } = require('./reachedChanges');

let reached;

/**
 * Runs the files of tests that reach the change which Stryker tries, those that reach the fewest others first, until one
 * notices it. Stryker names the tests to Jest, which by itself would load every other file as well, and never stop early.
 */
module.exports = class UntilNoticed extends TestRunner {
	async runTests(tests, watcher, options) {
		const change = process.env.__STRYKER_ACTIVE_MUTANT__;
		if (change === undefined) return await super.runTests(tests, watcher, options);
		reached ??= readReachedChanges();
		const changesOf = (test) => reached.get(test.path) ?? new Set();
		const reaching = tests.filter((test) => changesOf(test).has(change));
		let isNoticed = false;
		this.on('test-file-failure', () => (isNoticed = true));
		this.on('test-file-success', ([, { numFailingTests }]) => (isNoticed ||= numFailingTests > 0));
		for (const test of reaching.sort((one, other) => changesOf(one).size - changesOf(other).size)) {
			if (!isNoticed) await super.runTests([test], watcher, options);
		}
	}
};
