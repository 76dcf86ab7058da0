import { refused } from './refusal';
import type { DatalakeSwitches } from './switches';

/** The Datalake key a simulator knows when it is given none. */
export const defaultDatalakeKey = 'sk-mai-simulator';

/** The API keys the Datalake knows, all of one account. */
export interface DatalakeKeys {
	apiKeys: readonly string[];
	/** Keys that may not do what they ask for, whatever it is. */
	outOfScopeKeys: readonly string[];
}

/**
 * Checks the key of a request. The text of the refusal speaks of Bearer even where the key has to come without.
 *
 * @param authorization the Authorization header; undefined when there was none
 * @throws Refusal when the key is not good
 */
export function requireKey(
	{ apiKeys, outOfScopeKeys }: DatalakeKeys,
	authorization: string | undefined,
	{ keyScheme }: DatalakeSwitches,
): void {
	const [, bearerKey] = /^Bearer (.+)$/i.exec(authorization ?? '') ?? [];
	const isFormGood = keyScheme === 'either' || (keyScheme === 'bearer') === (bearerKey !== undefined);
	const key = isFormGood ? (bearerKey ?? authorization ?? '') : '';
	if (outOfScopeKeys.includes(key))
		throw refused(403, 'forbidden', 'This API key is not allowed to do that.');
	if (!apiKeys.includes(key)) {
		throw refused(401, 'unauthorized', 'Missing or invalid API key. Send Authorization: Bearer <api key>.');
	}
}
