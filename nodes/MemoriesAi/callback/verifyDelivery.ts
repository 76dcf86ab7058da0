import type { IWebhookFunctions } from 'n8n-workflow';
import { ApiFailure, isFailure } from '../api/ApiFailure';
import { accountApi } from '../api/endpoints/accountApi';
import { findVideo } from '../api/endpoints/videos';
import type { CallbackDelivery } from './delivery';
import { reportedStatus, type Verification } from './event';
import { isSignedWithCredential } from './signingKey';

/** What a delivery must show to start a workflow; the trigger's Callback Check. */
export type CallbackCheck = 'any' | 'signed' | 'signedOrConfirmed';

/** What came with a delivery besides its body. */
export interface DeliveryProof {
	/** The trigger's own URL. */
	triggerUrl: string;
	/** `mai_ref` of the called URL, empty for none. */
	reference: string;
	/** `mai_sig` of the called URL, empty for none. */
	signature: string;
}

/** A delivery that may start the workflow. */
export interface VerifiedDelivery {
	delivery: CallbackDelivery;
	/** The status to report. */
	status: string;
	verified: Verification;
}

/** Which deliveries may start the workflow; when none, the HTTP status and words to answer with. */
export type DeliveryVerdict =
	| { accepted: true; deliveries: VerifiedDelivery[] }
	| { accepted: false; httpStatus: 403 | 503; reason: string };

/** memories.ai's own time limit for callbacks is not documented; most callers wait 10 s or longer. */
const LOOKUP_PATIENCE = { timeoutMs: 8_000, limitRetries: 0 };

/** A stranger's request must not make many requests of ours. */
const MAX_LOOKUPS = 10;

const NOT_ASKED = refuse(503, 'memories.ai could not be asked about the video');

/**
 * Decides whether deliveries come from memories.ai: by the signature of the called URL, or by asking for each video.
 *
 * @throws ApiFailure when the credential is needed and not usable
 */
export async function verifyDeliveries(
	context: IWebhookFunctions,
	check: CallbackCheck,
	deliveries: readonly CallbackDelivery[],
	{ signature, triggerUrl, reference }: DeliveryProof,
): Promise<DeliveryVerdict> {
	const isSigned =
		signature !== '' && (await isSignedWithCredential(context, signature, triggerUrl, reference));
	if (isSigned || check === 'any') {
		const verified = isSigned ? 'signature' : 'none';
		return {
			accepted: true,
			deliveries: deliveries.flatMap((delivery) =>
				delivery.status === undefined ? [] : [{ delivery, status: delivery.status, verified }],
			),
		};
	}
	if (check === 'signed') return refuse(403, 'The callback URL carries no valid signature of this trigger');
	return await confirmWithApi(context, deliveries);
}

async function confirmWithApi(
	context: IWebhookFunctions,
	deliveries: readonly CallbackDelivery[],
): Promise<DeliveryVerdict> {
	const videoNos = [...new Set(deliveries.flatMap(({ videoNo }) => videoNo ?? []))];
	if (videoNos.length === 0) {
		return refuse(403, 'The callback is not signed, and it names no video that could be looked up');
	}
	if (videoNos.length > MAX_LOOKUPS) {
		return refuse(403, `The callback is not signed, and it names more than ${MAX_LOOKUPS} videos`);
	}
	const statusByVideoNo = await statusesOf(context, videoNos);
	if (statusByVideoNo === undefined) return NOT_ASKED;
	const confirmed = deliveries.flatMap((delivery): VerifiedDelivery[] => {
		const apiStatus = statusByVideoNo.get(delivery.videoNo ?? '');
		if (apiStatus === undefined) return [];
		return [{ delivery, status: reportedStatus(delivery.status ?? apiStatus, apiStatus), verified: 'api' }];
	});
	return confirmed.length > 0
		? { accepted: true, deliveries: confirmed }
		: refuse(403, 'The callback is not signed, and the account has no video of this number');
}

/** The statuses of the videos that the account has, undefined when memories.ai does not tell. */
async function statusesOf(
	context: IWebhookFunctions,
	videoNos: readonly string[],
): Promise<Map<string, string> | undefined> {
	const statuses = new Map<string, string>();
	const asking = accountApi(context, LOOKUP_PATIENCE).then(async (api) => {
		for (const videoNo of videoNos) {
			const video = await findVideo(api, videoNo);
			if (video !== undefined) statuses.set(videoNo, video.status);
		}
		return statuses;
	});
	return await asking.catch((error: unknown) => {
		if (error instanceof ApiFailure && !isFailure(error, 'baseUrl', 'keyMissing')) return undefined;
		throw error;
	});
}

function refuse(httpStatus: 403 | 503, reason: string): DeliveryVerdict {
	return { accepted: false, httpStatus, reason };
}
