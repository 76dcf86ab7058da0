import { run } from './support/run';

test.each([
	// Those of the shipped code alone are the build's.
	['types', 'tsc', '--noEmit', '-p', 'test'],
	['lint', 'eslint', '.', '--max-warnings', '0'],
	['format', 'prettier', '--check', '.'],
])('%s', (_case, program, ...args) => {
	const { status, output } = run(program, ...args);

	expect(status === 0 ? 'nothing to say' : output).toBe('nothing to say');
});
