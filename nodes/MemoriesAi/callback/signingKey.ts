import type { KeyObject } from 'crypto';
import type { IWebhookFunctions } from 'n8n-workflow';
import { CREDENTIAL_NAME, readAccount } from '../api/transport/credential';
import { signingKeys } from '../state';
import { signingKeyOf, type LinkContents } from './linkToken';
import { mayHoldLink, readLink } from './signedLink';

/** So young, a kept key says no as well: forged links in quick succession cost one look at the credential. */
const SAYS_NO_FOR_MS = 5_000;

/**
 * What the signed link carries that was called; undefined when it was none, or does not count. An older kept key only says
 * yes: before no is said, the credential is read, which takes n8n longer than all else that a signed call needs.
 *
 * @param goodForMs how long a link counts after it was made, in ms
 * @throws ApiFailure when the credential is not usable
 */
export async function calledLink(
	context: IWebhookFunctions,
	goodForMs: number,
): Promise<LinkContents | undefined> {
	const rawQuery = context.getRequestObject().originalUrl;
	if (!mayHoldLink(rawQuery)) return undefined;
	const call = {
		triggerUrl: context.getNodeWebhookUrl('default') ?? '',
		nowMs: Date.now(),
		goodForMs,
	};
	const credentialId = credentialIdOf(context);
	const kept = signingKeys.get(credentialId);
	if (kept !== undefined) {
		const link = readLink(rawQuery, { ...call, signingKey: await kept.key });
		if (link !== undefined || performance.now() - kept.readAtMs < SAYS_NO_FOR_MS) return link;
	}
	const key = readSigningKey(context).catch((error: unknown) => {
		signingKeys.delete(credentialId);
		throw error;
	});
	signingKeys.set(credentialId, { key, readAtMs: performance.now() });
	return readLink(rawQuery, { ...call, signingKey: await key });
}

async function readSigningKey(context: IWebhookFunctions): Promise<KeyObject> {
	const { apiKey } = await readAccount(context);
	return signingKeyOf(apiKey);
}

/** n8n's id of the trigger's credential. */
export function credentialIdOf(context: IWebhookFunctions): string {
	return context.getNode().credentials?.[CREDENTIAL_NAME]?.id ?? '';
}
