/** Ends the output of a run with one plain line, `N passed, N failed`, over all projects. */
module.exports = class PlainTotalReporter {
	onRunComplete(_contexts, results) {
		// A suite that cannot even be loaded has no tests to count, so it counts as one that failed.
		const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
		const skipped = results.numPendingTests + results.numTodoTests;
		const total = `${results.numPassedTests} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
		// Jest writes its own summary after the last reporter.
		process.once('exit', () => {
			console.log(total);
		});
	}
};
