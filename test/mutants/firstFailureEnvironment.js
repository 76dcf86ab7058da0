const { TestEnvironment } = require('jest-environment-node');

/** Skips the rest of a file of tests once one has failed: a change is noticed by then. */
module.exports = class FirstFailureEnvironment extends TestEnvironment {
	hasFailed = false;

	async handleTestEvent({ name, test }) {
		if (name === 'test_fn_failure') this.hasFailed = true;
		if (name === 'test_start' && this.hasFailed) test.mode = 'skip';
	}
};
