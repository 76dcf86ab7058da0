/** Something about the command line that its user can mend. */
export class CompatError extends Error {
	override readonly name = 'CompatError';
}
