/** Why there is nothing to measure, or nothing to rely on, in words for whoever runs the benchmark. */
export class BenchError extends Error {
	override readonly name = 'BenchError';
}
