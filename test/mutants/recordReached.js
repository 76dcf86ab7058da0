const { recordReachedChanges } = require('./reachedChanges');

// Stryker's own. It counts how often each test of all files so far has come to each change; not so while it tries one.
const { mutantCoverage } = globalThis.__stryker__ ?? {};

if (mutantCoverage !== undefined && process.env.__STRYKER_ACTIVE_MUTANT__ === undefined) {
	const before = timesReached();
	afterAll(() => {
		const changes = [...timesReached()].flatMap(([change, times]) =>
			times === before.get(change) ? [] : [change],
		);
		recordReachedChanges(expect.getState().testPath, changes);
	});
}

function timesReached() {
	const sums = new Map();
	for (const timesOfTest of [mutantCoverage.static, ...Object.values(mutantCoverage.perTest)]) {
		for (const [change, times] of Object.entries(timesOfTest))
			sums.set(change, (sums.get(change) ?? 0) + times);
	}
	return sums;
}
