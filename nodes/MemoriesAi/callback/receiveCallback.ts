import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';
import { accountApi } from '../api/endpoints/accountApi';
import type { VideoDetails } from '../api/endpoints/videoEntry';
import { findVideoDetails } from '../api/endpoints/videos';
import { REFERENCE_PARAMETER, SIGNATURE_PARAMETER } from './callbackUrl';
import { readDeliveries, type CallbackDelivery } from './delivery';
import { buildEvent, choiceOf, type EventChoice } from './event';
import {
	verifyDeliveries,
	type CallbackCheck,
	type DeliveryProof,
	type DeliveryVerdict,
	type VerifiedDelivery,
} from './verifyDelivery';

/** What a call to the trigger came to: events to start the workflow with, or an answer only. */
export type Reception =
	| { events: IDataObject[]; message: string }
	| { events?: undefined; httpStatus: 200 | 400 | 403 | 413 | 503; message: string };

/** A callback has a few hundred bytes; a batch of them stays far below this. */
const MAX_BODY_BYTES = 1024 * 1024;
const MAX_DELIVERIES = 1000;
const DETAILS_PATIENCE = { timeoutMs: 8_000, limitRetries: 0 };

/**
 * Handles one call to the trigger's URL. Never throws for what a caller sends: n8n would answer 500 and keep a failed
 * execution for every stranger's request.
 */
export async function receiveCallback(context: IWebhookFunctions): Promise<Reception> {
	const rawBody = await readBody(context);
	if (rawBody === undefined) return { httpStatus: 400, message: 'The body could not be read' };
	const deliveries = rawBody.byteLength > MAX_BODY_BYTES ? [] : readDeliveries(rawBody, charsetOf(context));
	if (rawBody.byteLength > MAX_BODY_BYTES || deliveries.length > MAX_DELIVERIES) {
		return { httpStatus: 413, message: 'The body is too large' };
	}
	if (deliveries.length === 0) {
		return { httpStatus: 400, message: 'The body is not a memories.ai callback with an id and a status' };
	}

	const query = context.getQueryData() as IDataObject;
	const reference = textOf(query[REFERENCE_PARAMETER]);
	const verdict = await verify(context, deliveries, {
		triggerUrl: context.getNodeWebhookUrl('default') ?? '',
		reference,
		signature: textOf(query[SIGNATURE_PARAMETER]),
	});
	if (!verdict.accepted) return { httpStatus: verdict.httpStatus, message: verdict.reason };

	const wanted = verdict.deliveries.filter((delivery) => isWanted(context, delivery));
	if (wanted.length === 0) return { httpStatus: 200, message: 'The trigger does not listen to this event' };
	const events = await describe(context, wanted, reference === '' ? undefined : reference);
	return { events, message: 'The workflow was started' };
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

function charsetOf(context: IWebhookFunctions): string {
	const contentType = textOf(context.getHeaderData()['content-type']);
	return /charset="?([\w-]+)/i.exec(contentType)?.[1] ?? 'utf-8';
}

async function verify(
	context: IWebhookFunctions,
	deliveries: readonly CallbackDelivery[],
	proof: DeliveryProof,
): Promise<DeliveryVerdict> {
	try {
		return await verifyDeliveries(context, callbackCheckOf(context), deliveries, proof);
	} catch (error) {
		context.logger.warn('Memories.ai Trigger: the credential is not usable', {
			reason: error instanceof Error ? error.message : 'unknown',
		});
		return { accepted: false, httpStatus: 503, reason: "The trigger's credential is not usable" };
	}
}

/** A test run in the editor takes any call, so that a user can try the workflow with a request of their own. */
function callbackCheckOf(context: IWebhookFunctions): CallbackCheck {
	return context.getMode() === 'manual'
		? 'any'
		: (context.getNodeParameter('callbackCheck') as CallbackCheck);
}

function isWanted(context: IWebhookFunctions, { delivery, status }: VerifiedDelivery): boolean {
	const wanted = context.getNodeParameter('events') as Array<EventChoice | 'all'>;
	const choice = choiceOf(delivery, status);
	return wanted.includes('all') || (choice !== undefined && wanted.includes(choice));
}

async function describe(
	context: IWebhookFunctions,
	deliveries: readonly VerifiedDelivery[],
	reference: string | undefined,
): Promise<IDataObject[]> {
	const { includeBody = false, includeDetails = false } = context.getNodeParameter('eventOptions', {}) as {
		includeBody?: boolean;
		includeDetails?: boolean;
	};
	const receivedAt = new Date().toISOString();
	const events: IDataObject[] = [];
	for (const { delivery, status, verified } of deliveries) {
		const video = includeDetails ? await lookUp(context, delivery.videoNo) : undefined;
		events.push(
			buildEvent(delivery, {
				status,
				reference,
				verified,
				receivedAt,
				video: video === undefined ? undefined : { ...video },
				includeBody,
			}),
		);
	}
	return events;
}

/** Undefined when the API does not tell: the event is worth more than its details. */
async function lookUp(
	context: IWebhookFunctions,
	videoNo: string | undefined,
): Promise<VideoDetails | undefined> {
	if (videoNo === undefined) return undefined;
	try {
		return await findVideoDetails(await accountApi(context, DETAILS_PATIENCE), videoNo);
	} catch {
		return undefined;
	}
}

function textOf(value: unknown): string {
	return typeof value === 'string' ? value : '';
}
