const project = (displayName, special = {}) => ({
	testEnvironment: 'node',
	...special,
	displayName,
	rootDir: __dirname,
	testMatch: [`<rootDir>/test/${displayName}/**/*.test.ts`],
	transform: { '\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }] },
});

const withN8n = {
	testEnvironment: '<rootDir>/test/e2e/support/n8nOfWorker.ts',
	globalSetup: '<rootDir>/test/e2e/support/globalSetup.ts',
	globalTeardown: '<rootDir>/test/e2e/support/globalTeardown.ts',
};

/** @type {import('jest').Config} */
module.exports = {
	projects: [
		project('unit'),
		project('simulator'),
		project('gates'),
		project('engine', {
			setupFiles: ['<rootDir>/test/engine/support/environment.ts'],
			setupFilesAfterEnv: ['<rootDir>/test/engine/support/cleanUp.ts'],
			// As n8n does, so that a package installed elsewhere finds n8n-workflow.
			modulePaths: ['<rootDir>/node_modules'],
		}),
		project('e2e', withN8n),
		project('editor', withN8n),
	],
	reporters: ['default', '<rootDir>/test/plainTotalReporter.js'],
	// Long enough for a real n8n on a slow machine; nothing here asserts how long a thing takes.
	testTimeout: 180_000,
	// Most of the time a test waits, for n8n or for a pause to be over, so every core may have one of its own.
	maxWorkers: '100%',
};
