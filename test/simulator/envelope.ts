/** The JSON object every memories.ai endpoint answers with (page "Response code"). */
export interface Envelope {
	code: string;
	msg: string;
	data?: unknown;
	success?: boolean;
	failed?: boolean;
}

/** The codes of page "Response code" that the simulator answers with. */
export const responseCodes = {
	success: '0000',
	badParameter: '0001',
	invalidAuthorization: '0401',
	notEnoughCredits: '0402',
	accountDisabled: '0403',
	tooManyRequests: '0429',
	permissionDenied: '9009',
} as const;

const integerMark = '@integer:';

/** An integer of more digits than a number holds, to stand in an envelope. */
export function integer(digits: string): string {
	return `${integerMark}${digits}`;
}

/** The JSON of an envelope, its integers with all their digits. */
export function envelopeText(content: object): string {
	return JSON.stringify(content).replace(new RegExp(`"${integerMark}(-?\\d+)"`, 'g'), '$1');
}

/** A request that an endpoint or the account check turns down: the envelope's code and message. */
export interface Refusal {
	code: string;
	msg: string;
}

/** The refusal of a parameter that is missing or wrong, `msg` saying which. */
export function badParameter(msg: string): Refusal {
	return { code: responseCodes.badParameter, msg };
}

/** A successful envelope with the `success` and `failed` flags that most endpoints add. */
export function flaggedSuccess(data: unknown): Envelope {
	return { ...plainSuccess(data), success: true, failed: false };
}

/** A successful envelope without flags, as the v1.1 page "Upload Video from File" shows it. */
export function plainSuccess(data: unknown): Envelope {
	return { code: responseCodes.success, msg: 'success', data };
}
