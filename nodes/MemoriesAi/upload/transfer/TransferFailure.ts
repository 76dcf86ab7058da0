import { ApiFailure } from '../../api/ApiFailure';

/** A request with a video that did not end with memories.ai's clear yes. */
export class TransferFailure extends Error {
	override readonly name = 'TransferFailure';

	/**
	 * @param cause ApiFailure when memories.ai refused or did not answer; UserError when this side ended the request
	 * @param mayHaveArrived whether memories.ai may have all it needs to make a video of it
	 */
	constructor(
		override readonly cause: Error,
		readonly mayHaveArrived: boolean,
	) {
		super(cause.message);
	}
}

/**
 * For `.catch` of a small request that makes a video.
 *
 * @throws TransferFailure when memories.ai refused or did not answer; any other error as it is
 */
export function transferFailureOf(error: unknown): never {
	throw error instanceof ApiFailure ? new TransferFailure(error, error.acted === 'maybe') : error;
}
