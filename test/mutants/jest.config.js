const path = require('node:path');
const { projects } = require('../../jest.config.js');

const { transform } = projects.find(({ displayName }) => displayName === 'unit');

/** @type {import('jest').Config} The plain code's tests only: each mutant is met by those that reach it, in moments. */
module.exports = {
	testEnvironment: path.join(__dirname, 'firstFailureEnvironment.js'),
	transform,
	// In the copy that Stryker works on.
	rootDir: path.resolve(__dirname, '../..'),
	roots: ['<rootDir>/nodes', '<rootDir>/test/unit', '<rootDir>/test/fixtures', '<rootDir>/test/simulator'],
	testMatch: ['<rootDir>/test/unit/**/*.test.ts'],
	// Each change of the code that tells files would wait for these, and they take most of the time of all tests.
	testPathIgnorePatterns: ['anyBytes'],
	moduleNameMapper: { '^n8n-workflow$': '<rootDir>/test/mutants/lightN8nWorkflow.js' },
	setupFilesAfterEnv: ['<rootDir>/test/mutants/recordReached.js'],
	runner: '<rootDir>/test/mutants/untilNoticed.js',
	// Many a change has a test wait for what never comes.
	testTimeout: 2_000,
	watchman: false,
};
