import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';
import { readAccount, type ApiAccount } from '../api/account';
import { detectApiVersion } from '../api/detectApiVersion';
import { findVideo, type ListedVideo } from '../api/videos';
import { REFERENCE_PARAMETER, SIGNATURE_PARAMETER } from './callbackUrl';
import { readDelivery, type CallbackDelivery } from './delivery';
import { buildEvent, choiceOf, type EventChoice } from './event';
import { verifyDelivery, type CallbackCheck } from './verifyDelivery';

/** What a call to the trigger came to: an event to start the workflow with, or an answer only. */
export type Reception =
	| { event: IDataObject; message: string }
	| { event?: undefined; httpStatus: 200 | 400 | 403 | 413 | 503; message: string };

/** A callback has a few hundred bytes; a batch of them stays far below this. */
const MAX_BODY_BYTES = 1024 * 1024;
const DETAILS_TIMEOUT_MS = 8_000;

/**
 * Handles one call to the trigger's URL. Never throws for what a caller sends: n8n would answer 500 and keep a failed
 * execution for every stranger's request.
 */
export async function receiveCallback(context: IWebhookFunctions): Promise<Reception> {
	const rawBody = await readBody(context);
	if (rawBody === undefined) return { httpStatus: 400, message: 'The body could not be read' };
	if (rawBody.byteLength > MAX_BODY_BYTES) return { httpStatus: 413, message: 'The body is too large' };
	const delivery = readDelivery(rawBody);
	if (delivery === undefined) {
		return { httpStatus: 400, message: 'The body is not a memories.ai callback with an id and a status' };
	}

	const account = await usableAccount(context);
	if (account === undefined) return { httpStatus: 503, message: "The trigger's credential is not usable" };

	const query = context.getQueryData() as IDataObject;
	const reference = textOf(query[REFERENCE_PARAMETER]);
	const verdict = await verifyDelivery(context, account, callbackCheckOf(context), delivery, {
		pathname: new URL(context.getNodeWebhookUrl('default') ?? 'https://unknown').pathname,
		reference,
		signature: textOf(query[SIGNATURE_PARAMETER]),
	});
	if (!verdict.accepted) return { httpStatus: verdict.httpStatus, message: verdict.reason };

	const status = verdict.video?.status ?? delivery.status;
	if (!isWanted(context, delivery, status)) {
		return { httpStatus: 200, message: 'The trigger does not listen to this event' };
	}
	const options = context.getNodeParameter('eventOptions', {}) as {
		includeBody?: boolean;
		includeDetails?: boolean;
	};
	const video =
		options.includeDetails === true
			? (verdict.video ?? (await lookUp(context, account, delivery.videoNo)))
			: undefined;
	const event = buildEvent(delivery, {
		status,
		reference: reference === '' ? undefined : reference,
		verified: verdict.verified,
		receivedAt: new Date().toISOString(),
		video: video === undefined ? undefined : { ...video },
		includeBody: options.includeBody === true,
	});
	return { event, message: 'The workflow was started' };
}

/** Undefined when the body is larger than n8n takes, or its compression is broken. */
async function readBody(context: IWebhookFunctions): Promise<Buffer | undefined> {
	const request = context.getRequestObject();
	try {
		await request.readRawBody();
	} catch {
		return undefined;
	}
	return request.rawBody;
}

async function usableAccount(context: IWebhookFunctions): Promise<ApiAccount | undefined> {
	try {
		return await readAccount(context);
	} catch (error) {
		context.logger.warn('Memories.ai Trigger: the credential is not usable', {
			reason: error instanceof Error ? error.message : 'unknown',
		});
		return undefined;
	}
}

/** A test run in the editor takes any call, so that a user can try the workflow with a request of their own. */
function callbackCheckOf(context: IWebhookFunctions): CallbackCheck {
	return context.getMode() === 'manual'
		? 'any'
		: (context.getNodeParameter('callbackCheck') as CallbackCheck);
}

function isWanted(context: IWebhookFunctions, delivery: CallbackDelivery, status: string): boolean {
	const wanted = context.getNodeParameter('events') as Array<EventChoice | 'all'>;
	const choice = choiceOf(delivery, status);
	return wanted.includes('all') || (choice !== undefined && wanted.includes(choice));
}

async function lookUp(
	context: IWebhookFunctions,
	account: ApiAccount,
	videoNo: string | undefined,
): Promise<ListedVideo | undefined> {
	if (videoNo === undefined) return undefined;
	const version = await detectApiVersion(context, account);
	if (version.kind !== 'found') return undefined;
	const lookup = await findVideo(context, account.baseUrl, version.apiVersion, videoNo, DETAILS_TIMEOUT_MS);
	return lookup.kind === 'answered' ? lookup.video : undefined;
}

function textOf(value: unknown): string {
	return typeof value === 'string' ? value : '';
}
