const shared = {
	rootDir: __dirname,
	testEnvironment: 'node',
	transform: { '\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }] },
	// dist and the packed package carry a second package.json of the same name.
	modulePathIgnorePatterns: ['<rootDir>/dist/'],
};

const project = (displayName, special = {}) => ({
	...shared,
	...special,
	displayName,
	testMatch: [`<rootDir>/test/${displayName}/**/*.test.ts`],
});

/** @type {import('jest').Config} */
module.exports = {
	projects: [project('unit'), project('simulator'), project('gates'), project('engine', { setupFiles: ['<rootDir>/test/engine/support/environment.ts'] }), project('e2e')],
};
