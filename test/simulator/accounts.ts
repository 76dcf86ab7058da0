import { createHash } from 'node:crypto';
import { responseCodes, type Refusal } from './envelope';

/** The API keys the simulator knows. The three lists together are the known keys. */
export interface ApiKeys {
	/** Keys in good standing. */
	apiKeys: readonly string[];
	/** Keys of a disabled account: every request is refused with `0403`. */
	disabledKeys: readonly string[];
	/** Keys without credits: uploads are refused with `0402`; the other endpoints are not priced. */
	keysWithoutCredits: readonly string[];
}

/**
 * Why memories.ai turns a request down because of its key, or undefined when it does not.
 *
 * @param authorization the Authorization header as received, empty when there was none; the key stands there
 *   raw, without "Bearer" (page "Create your key")
 * @param isPriced whether the endpoint costs credits (page "Pricing")
 */
export function refusalOfKey(keys: ApiKeys, authorization: string, isPriced: boolean): Refusal | undefined {
	if (authorization === '') {
		return { code: responseCodes.invalidAuthorization, msg: 'The authorization is invalid.' };
	}
	if (keys.disabledKeys.includes(authorization)) {
		return { code: responseCodes.accountDisabled, msg: 'The developer account is disabled.' };
	}
	if (keys.keysWithoutCredits.includes(authorization)) {
		return isPriced ? { code: responseCodes.notEnoughCredits, msg: 'Not enough credits.' } : undefined;
	}
	return keys.apiKeys.includes(authorization)
		? undefined
		: { code: responseCodes.permissionDenied, msg: 'Permission denied' };
}

/** The `clientId` of v1.1 callbacks for an API key: 32 hexadecimal digits, always the same for a key. */
export function clientIdOf(apiKey: string): string {
	return createHash('sha256').update(apiKey).digest('hex').slice(0, 32);
}
