import type { IWebhookFunctions } from 'n8n-workflow';
import type { ApiAccount } from '../api/account';
import { detectApiVersion } from '../api/detectApiVersion';
import { findVideo, type ListedVideo } from '../api/videos';
import type { CallbackDelivery } from './delivery';
import type { Verification } from './event';
import { isCallbackSignature } from './signature';

/** What a delivery must show to start a workflow; the trigger's Callback Check. */
export type CallbackCheck = 'any' | 'signed' | 'signedOrConfirmed';

/** What came with a delivery besides its body. */
export interface DeliveryProof {
	/** Path of the trigger's own URL. */
	pathname: string;
	/** `mai_ref` of the called URL, empty for none. */
	reference: string;
	/** `mai_sig` of the called URL, empty for none. */
	signature: string;
}

/** Whether a delivery may start the workflow; a refusal says which HTTP status and words to answer with. */
export type DeliveryVerdict =
	| { accepted: true; verified: Verification; video?: ListedVideo }
	| { accepted: false; httpStatus: 403 | 503; reason: string };

/** memories.ai's own time limit for callbacks is not documented; most callers wait 10 s or longer. */
const LOOKUP_TIMEOUT_MS = 8_000;

/** Decides whether a delivery comes from memories.ai: by the signature of its URL, or by asking the API for the video. */
export async function verifyDelivery(
	context: IWebhookFunctions,
	account: ApiAccount,
	check: CallbackCheck,
	delivery: CallbackDelivery,
	proof: DeliveryProof,
): Promise<DeliveryVerdict> {
	const isSigned =
		proof.signature !== '' &&
		isCallbackSignature(proof.signature, account.apiKey, proof.pathname, proof.reference);
	if (isSigned) return { accepted: true, verified: 'signature' };
	if (check === 'any') return { accepted: true, verified: 'none' };
	if (check === 'signed') {
		return refuse(403, 'The callback URL carries no valid signature of this trigger');
	}
	if (delivery.videoNo === undefined) {
		return refuse(403, 'The callback is not signed, and it names no video that could be looked up');
	}
	return await confirmWithApi(context, account, delivery.videoNo);
}

async function confirmWithApi(
	context: IWebhookFunctions,
	account: ApiAccount,
	videoNo: string,
): Promise<DeliveryVerdict> {
	const version = await detectApiVersion(context, account);
	if (version.kind !== 'found') return refuse(503, 'memories.ai could not be asked about the video');
	const lookup = await findVideo(context, account.baseUrl, version.apiVersion, videoNo, LOOKUP_TIMEOUT_MS);
	if (lookup.kind !== 'answered') return refuse(503, 'memories.ai could not be asked about the video');
	if (lookup.video === undefined) {
		return refuse(403, 'The callback is not signed, and the account has no video of this number');
	}
	return { accepted: true, verified: 'api', video: lookup.video };
}

function refuse(httpStatus: 403 | 503, reason: string): DeliveryVerdict {
	return { accepted: false, httpStatus, reason };
}
