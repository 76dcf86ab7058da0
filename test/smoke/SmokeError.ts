/** Why the smoke test cannot go on, in words for whoever runs it. */
export class SmokeError extends Error {
	override readonly name = 'SmokeError';
}
