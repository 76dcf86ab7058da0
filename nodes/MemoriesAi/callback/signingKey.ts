import type { IWebhookFunctions } from 'n8n-workflow';
import { readAccount } from '../api/account';
import { CREDENTIAL_NAME } from '../api/storedCredential';
import { isCallbackSignature } from './signature';

/** A changed API key must stop to count soon. */
const KEPT_MS = 60_000;

/**
 * The keys of the last minute, by credential. n8n decrypts a credential anew for every call, which takes longer than all
 * else that a signed callback needs.
 */
const recentKeys = new Map<string, { apiKey: string; readAt: number }>();

/**
 * Whether a signature was made with the key of the trigger's credential. A kept key only ever says yes: before no is
 * said, the credential is read.
 *
 * @throws NodeOperationError when the credential is not usable
 */
export async function isSignedWithCredential(
	context: IWebhookFunctions,
	signature: string,
	triggerUrl: string,
	reference: string,
): Promise<boolean> {
	const credentialId = context.getNode().credentials?.[CREDENTIAL_NAME]?.id ?? '';
	const kept = recentKeys.get(credentialId);
	const isFresh = kept !== undefined && performance.now() - kept.readAt < KEPT_MS;
	if (isFresh && isCallbackSignature(signature, kept.apiKey, triggerUrl, reference)) return true;

	const { apiKey } = await readAccount(context);
	recentKeys.set(credentialId, { apiKey, readAt: performance.now() });
	return isCallbackSignature(signature, apiKey, triggerUrl, reference);
}
