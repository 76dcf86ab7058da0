/** How a call is answered that starts nothing. */
export class Refusal extends Error {
	override readonly name = 'Refusal';

	/**
	 * @param message what the caller reads; it comes from strangers' calls too, so it gives nothing away
	 * @param headers further headers of the answer
	 */
	constructor(
		readonly httpStatus: 400 | 403 | 405 | 413 | 503,
		message: string,
		readonly headers: Record<string, string> = {},
	) {
		super(message);
	}
}

/** For calls that may be welcome a little later. */
export function comeAgain(message: string): Refusal {
	return new Refusal(503, message, { 'Retry-After': '60' });
}
