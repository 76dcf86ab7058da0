import type { IWebhookFunctions } from 'n8n-workflow';
import { pause } from '../api/transport/pause';
import { meaningOfVideoStatus } from '../api/vocabulary/videoStatus';
import type { Verification } from '../event/event';
import { confirmationQueues } from '../state';
import type { Confirmation, QueueClock } from './confirmationQueue';
import { Confirmations } from './confirmations';
import type { CallbackDelivery } from './delivery';
import type { LinkContents } from './linkToken';
import { vouchesFor } from './linkUses';
import { comeAgain, Refusal } from './Refusal';
import { credentialIdOf } from './signingKey';
import { openStatusLookup } from './statusLookup';
import type { TriggerParameters } from './triggerParameters';

/** A delivery that may start the workflow. */
export interface VerifiedDelivery {
	delivery: CallbackDelivery;
	/** The status to report. */
	status: string;
	verified: Verification;
	/** The user's own word for the video, from a link that vouches for it; empty for none. */
	reference: string;
	/** The part of a divided account that the video is in; empty for none. */
	uniqueId: string;
}

/** What came with the deliveries, and how they are judged. */
export interface Proof {
	/** What the called link carries; undefined for an unsigned call. */
	link: LinkContents | undefined;
	parameters: Pick<TriggerParameters, 'callbackCheck' | 'confirmStatus' | 'uniqueId'>;
	/** Ends the questions to memories.ai. */
	deadline: AbortSignal;
}

/** A delivery with the link that vouches for it, if one does. */
interface Claim {
	delivery: CallbackDelivery;
	link: LinkContents | undefined;
}

type Answers = ReadonlyMap<string, Confirmation>;

/** Most videos of one call that memories.ai is asked about without a link that vouches for them. */
const MAX_UNSIGNED_VIDEOS = 10;

/** A callback may be ahead of what memories.ai's list says of the video, so that is looked at again, after this, in ms. */
const CATCH_UP_PAUSE_MS = 2_000;

const CLOCK: QueueClock = {
	now: () => performance.now(),
	pause: async (milliseconds) => await pause(milliseconds, undefined),
};

const confirmations = {
	signed: new Confirmations(confirmationQueues.signed, CLOCK),
	unsigned: new Confirmations(confirmationQueues.unsigned, CLOCK),
};

/**
 * The deliveries that may start the workflow: those that the called link vouches for, and others once memories.ai says that
 * the account has the video, with its status.
 *
 * @throws Refusal when there is none
 */
export async function verifyDeliveries(
	context: IWebhookFunctions,
	deliveries: readonly CallbackDelivery[],
	{ link, parameters, deadline }: Proof,
): Promise<VerifiedDelivery[]> {
	const claims = deliveries.map((delivery): Claim => {
		const isVouchedFor = link !== undefined && vouchesFor(link, delivery);
		return { delivery, link: isVouchedFor ? link : undefined };
	});
	const open = claims.filter((claim) => needsConfirmation(claim, parameters));
	const [signed, unsigned] = await Promise.all([
		askAbout(
			context,
			'signed',
			open.filter((claim) => claim.link !== undefined),
			link?.uniqueId ?? '',
			deadline,
		),
		askAbout(
			context,
			'unsigned',
			open.filter((claim) => claim.link === undefined),
			parameters.uniqueId,
			deadline,
		),
	]);
	const verified = claims.flatMap((claim) => judge(claim, parameters, claim.link ? signed : unsigned));
	if (verified.length > 0) return verified;
	const isUnsettled = [...signed.values(), ...unsigned.values()].some(
		({ kind }) => kind === 'noAnswer' || kind === 'noRoom',
	);
	if (isUnsettled) throw comeAgain('memories.ai could not be asked about the video');
	throw new Refusal(
		403,
		open.length > 0 ? 'The account has no video of this number' : 'The call is not signed',
	);
}

function needsConfirmation(
	{ delivery: { videoNo, status }, link }: Claim,
	{ callbackCheck, confirmStatus }: Proof['parameters'],
): boolean {
	if (videoNo === undefined) return false;
	if (link !== undefined) return confirmStatus || status === undefined;
	return callbackCheck === 'signedOrConfirmed' || (callbackCheck === 'any' && status === undefined);
}

/** Empty when the delivery may not start the workflow. */
function judge(claim: Claim, parameters: Proof['parameters'], answers: Answers): VerifiedDelivery[] {
	const { delivery, link } = claim;
	const isAsked = needsConfirmation(claim, parameters);
	const confirmation = answers.get(delivery.videoNo ?? '');
	const confirmedStatus = confirmation?.kind === 'inAccount' ? confirmation.status : undefined;
	const status = isAsked ? confirmedStatus : delivery.status;
	if (status === undefined) return [];
	if (link !== undefined) {
		const { reference, uniqueId } = link;
		return [{ delivery, status, verified: 'signature', reference, uniqueId }];
	}
	if (!isAsked && parameters.callbackCheck !== 'any') return [];
	const { uniqueId } = parameters;
	return [{ delivery, status, verified: isAsked ? 'api' : 'none', reference: '', uniqueId }];
}

/** What memories.ai says of the videos of these claims, again while it is behind what they say, until the deadline. */
async function askAbout(
	context: IWebhookFunctions,
	kind: keyof typeof confirmations,
	claims: readonly Claim[],
	uniqueId: string,
	deadline: AbortSignal,
): Promise<Answers> {
	const account = { credentialId: credentialIdOf(context), uniqueId };
	const openLookup = async () => await openStatusLookup(context, uniqueId);
	const answers = new Map<string, Confirmation>();
	const named = [...new Set(claims.flatMap(({ delivery }) => delivery.videoNo ?? []))];
	let asked = kind === 'signed' ? named : named.slice(0, MAX_UNSIGNED_VIDEOS);
	while (asked.length > 0 && !(deadline.aborted && answers.size > 0)) {
		const news = await confirmations[kind].confirm(account, asked, openLookup, deadline);
		for (const [videoNo, answer] of news) {
			if (answer.kind === 'inAccount' || !answers.has(videoNo)) answers.set(videoNo, answer);
		}
		asked = claims.flatMap((claim) => (isAheadOf(claim, answers) ? (claim.delivery.videoNo ?? []) : []));
		if (asked.length > 0) await pause(CATCH_UP_PAUSE_MS, deadline);
	}
	return answers;
}

/** Whether a claim says that the video is done with, which memories.ai's list does not know yet. */
function isAheadOf({ delivery: { videoNo, status = '' } }: Claim, answers: Answers): boolean {
	const answer = answers.get(videoNo ?? '');
	if (answer?.kind !== 'inAccount' || meaningOfVideoStatus(answer.status) !== 'unparsed') return false;
	const meaning = meaningOfVideoStatus(status);
	return meaning === 'parsed' || meaning === 'failed';
}
