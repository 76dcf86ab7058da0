/** What the user can mend: an input, a field, a time limit. It is shown as it stands, with the item it belongs to. */
export class UserError extends Error {
	override readonly name = 'UserError';

	/**
	 * @param message what happened, naming the field; without a final period
	 * @param cure how to get unstuck; without a final period
	 */
	constructor(
		message: string,
		readonly cure: string,
		options?: ErrorOptions,
	) {
		super(message, options);
	}
}

/** An error that came after something was done for good, which the user has to know: it is stored and paid for. */
export class PartlyDoneError extends Error {
	override readonly name = 'PartlyDoneError';

	/**
	 * @param cause what came then
	 * @param done what was done before; without a final period
	 * @param subject the one video that it was done to, or the import tasks that were started
	 */
	constructor(
		override readonly cause: unknown,
		readonly done: string,
		readonly subject: { videoNo?: string; taskId?: string } = {},
	) {
		super(done);
	}
}
