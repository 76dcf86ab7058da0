import { run } from './support/run';

test.each([
	['types of the shipped code', 'tsc', '--noEmit'],
	['types of the tests', 'tsc', '--noEmit', '-p', 'test'],
	['lint', 'eslint', '.', '--max-warnings', '0'],
	['format', 'prettier', '--check', '.'],
])('%s', (_case, program, ...args) => {
	const { status, output } = run(program, ...args);

	expect(status === 0 ? 'nothing to say' : output).toBe('nothing to say');
});
