const { recordReachedChanges } = require('./reachedChanges');

// Stryker's own: it counts how often each test of all files so far has come to each change; not so while it tries one.
const stryker = globalThis.__stryker__;

if (stryker !== undefined && process.env.__STRYKER_ACTIVE_MUTANT__ === undefined) {
	const before = timesReached();
	afterAll(() => {
		const changes = [...timesReached()].flatMap(([change, times]) =>
			times === before.get(change) ? [] : [change],
		);
		recordReachedChanges(expect.getState().testPath, changes);
	});
}

/** Nothing before the first file of tests has come to any code. */
function timesReached() {
	const { static: atLoading = {}, perTest = {} } = stryker.mutantCoverage ?? {};
	const sums = new Map();
	for (const timesOfTest of [atLoading, ...Object.values(perTest)]) {
		for (const [change, times] of Object.entries(timesOfTest)) {
			sums.set(change, (sums.get(change) ?? 0) + times);
		}
	}
	return sums;
}
