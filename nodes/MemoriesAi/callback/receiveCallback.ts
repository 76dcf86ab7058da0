import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';
import { buildEvent, choiceOf } from '../event/event';
import { readDeliveries, type CallbackDelivery } from './delivery';
import { detailsOf } from './eventDetails';
import { comeAgain, Refusal } from './Refusal';
import { calledLink } from './signingKey';
import { logTrouble } from './triggerLog';
import { readTriggerParameters, type TriggerParameters } from './triggerParameters';
import { verifyDeliveries, type VerifiedDelivery } from './verifyDeliveries';

/** What a call to the trigger came to: events to start the workflow with, and the answer. */
export interface Reception {
	/** Empty when the call starts nothing. */
	events: IDataObject[];
	httpStatus: number;
	headers: Record<string, string>;
	/** In memories.ai's own form. */
	answer: { code: number; msg: string; data: null };
}

/** What a call may bring. */
interface Limits {
	/** Bytes of the body. */
	bytes: number;
	/** Videos and tasks that it tells about. */
	deliveries: number;
}

/** A callback has a few hundred bytes; a batch of them stays far below this. */
const SIGNED_LIMITS: Limits = { bytes: 1024 * 1024, deliveries: 1000 };
const UNSIGNED_LIMITS: Limits = { bytes: 16 * 1024, deliveries: 10 };

/** For all that is asked of memories.ai about one call, in ms: memories.ai waits 30 s for an answer, others 10. */
const DEADLINE_MS = 8_000;

/**
 * Handles one call to the trigger's URL. Never throws: n8n would answer 500 and keep a failed execution for every
 * stranger's request.
 */
export async function receiveCallback(context: IWebhookFunctions): Promise<Reception> {
	return await passFrontDoor(context)
		.then((events) => ({ events, httpStatus: 200, headers: {}, answer: answerOf(0, 'success') }))
		.catch((error: unknown) => {
			const { httpStatus, message, headers } = error instanceof Refusal ? error : troubleOf(context, error);
			return { events: [], httpStatus, headers, answer: answerOf(httpStatus, message) };
		});
}

/**
 * The checks, cheapest first: what a step costs grows with the length of the call at most, and nothing after the first
 * that a call fails is done for it.
 *
 * @returns the events, empty when the trigger does not listen to what the call tells
 * @throws Refusal; ApiFailure when the credential is not usable; UserError when a field is not
 */
async function passFrontDoor(context: IWebhookFunctions): Promise<IDataObject[]> {
	refuseOtherMethods(context);
	refuseLarger(announcedBytes(context), SIGNED_LIMITS);
	const parameters = readTriggerParameters(context);
	const link = await calledLink(context, parameters.linksGoodForMs);
	const limits = link === undefined ? UNSIGNED_LIMITS : SIGNED_LIMITS;
	refuseLarger(announcedBytes(context), limits);
	const body = await readBody(context);
	refuseLarger(body.byteLength, limits);
	const deliveries = deliveriesIn(body, charsetOf(context), limits);
	const deadline = AbortSignal.timeout(DEADLINE_MS);
	const callbackCheck = isTestRun(context) ? 'any' : parameters.callbackCheck;
	const proof = { link, parameters: { ...parameters, callbackCheck }, deadline };
	const verified = await verifyDeliveries(context, deliveries, proof);
	const wanted = verified.filter((delivery) => isWanted(delivery, parameters));
	return await describe(context, wanted, parameters, deadline);
}

function refuseOtherMethods(context: IWebhookFunctions): void {
	if (context.getRequestObject().method === 'POST') return;
	throw new Refusal(405, 'Only memories.ai calls this URL, with POST', { Allow: 'POST' });
}

/** 0 where the call does not tell. */
function announcedBytes(context: IWebhookFunctions): number {
	return Number(context.getHeaderData()['content-length'] ?? 0);
}

function refuseLarger(bytes: number, limits: Limits): void {
	if (bytes > limits.bytes) throw tooLarge();
}

function tooLarge(): Refusal {
	return new Refusal(413, 'The body is too large');
}

/** @throws Refusal when the body is larger than n8n takes, or its compression is broken */
async function readBody(context: IWebhookFunctions): Promise<Buffer> {
	const request = context.getRequestObject();
	const isRead = await request.readRawBody().then(
		() => true,
		() => false,
	);
	if (isRead) return request.rawBody;
	throw new Refusal(400, 'The body could not be read');
}

function charsetOf(context: IWebhookFunctions): string {
	const contentType = context.getHeaderData()['content-type'];
	return /charset="?([\w-]+)/i.exec(String(contentType))?.[1] ?? 'utf-8';
}

function deliveriesIn(body: Buffer, charset: string, limits: Limits): CallbackDelivery[] {
	const deliveries = readDeliveries(body, charset);
	if (deliveries.length === 0) {
		throw new Refusal(
			400,
			'The body is not a memories.ai callback: it names no video, and no task with a status',
		);
	}
	if (deliveries.length > limits.deliveries) throw tooLarge();
	return deliveries;
}

/** A test run in the editor takes any call, so that a user can try the workflow with a request of their own. */
function isTestRun(context: IWebhookFunctions): boolean {
	return context.getMode() === 'manual';
}

function isWanted({ delivery, status }: VerifiedDelivery, { events }: TriggerParameters): boolean {
	const choice = choiceOf(delivery, status);
	return events.includes('all') || (choice !== undefined && events.includes(choice));
}

async function describe(
	context: IWebhookFunctions,
	deliveries: readonly VerifiedDelivery[],
	{ includeBody, includeDetails }: TriggerParameters,
	deadline: AbortSignal,
): Promise<IDataObject[]> {
	const receivedAt = new Date().toISOString();
	const details = await detailsOf(context, includeDetails ? deliveries : [], deadline);
	return deliveries.map(({ delivery, ...verified }) => {
		const found = details.get(delivery.videoNo ?? delivery.taskId ?? '');
		return buildEvent(delivery, {
			...verified,
			receivedAt,
			includeBody,
			video: typeof found === 'object' ? found.video : undefined,
			task: typeof found === 'object' ? found.task : undefined,
			detailsMissing: typeof found === 'string' ? found : undefined,
		});
	});
}

function troubleOf(context: IWebhookFunctions, error: unknown): Refusal {
	logTrouble(context, error);
	return comeAgain("The trigger could not handle the call: n8n's log says why");
}

function answerOf(code: number, msg: string): Reception['answer'] {
	return { code, msg, data: null };
}
