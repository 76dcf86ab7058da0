const { appendFileSync } = require('node:fs');
const { recordFile } = require('./reachingTests');

// Stryker's own. It counts how often each test of all files so far has come to each change; not so while it tries one.
const { mutantCoverage } = globalThis.__stryker__ ?? {};

if (mutantCoverage !== undefined && process.env.__STRYKER_ACTIVE_MUTANT__ === undefined) {
	const before = timesReached();
	afterAll(() => {
		const changes = [...timesReached()].flatMap(([change, times]) =>
			times === before.get(change) ? [] : [change],
		);
		appendFileSync(recordFile, `${JSON.stringify({ testPath: expect.getState().testPath, changes })}\n`);
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
