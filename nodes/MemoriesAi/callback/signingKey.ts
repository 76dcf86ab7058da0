import type { IWebhookFunctions } from 'n8n-workflow';
import { CREDENTIAL_NAME, readAccount } from '../api/transport/credential';
import { signingKeys } from '../state';
import { isCallbackSignature, signingKeyOf } from './signature';

/**
 * Whether a signature was made with the key of the trigger's credential. A kept key only ever says yes: before no is
 * said, the credential is read, which takes n8n longer than all else that a signed callback needs.
 *
 * @throws ApiFailure when the credential is not usable
 */
export async function isSignedWithCredential(
	context: IWebhookFunctions,
	signature: string,
	triggerUrl: string,
	reference: string,
): Promise<boolean> {
	const credentialId = context.getNode().credentials?.[CREDENTIAL_NAME]?.id ?? '';
	const kept = signingKeys.get(credentialId);
	if (kept !== undefined && isCallbackSignature(signature, kept, triggerUrl, reference)) return true;

	const { apiKey } = await readAccount(context);
	const signingKey = signingKeyOf(apiKey);
	signingKeys.set(credentialId, signingKey);
	return isCallbackSignature(signature, signingKey, triggerUrl, reference);
}
