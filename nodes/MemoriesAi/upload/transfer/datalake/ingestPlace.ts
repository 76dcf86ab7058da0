import { ApiFailure } from '../../../api/ApiFailure';
import { pause } from '../../../api/transport/pause';
import { cancelSignalOf, type ApiAccess } from '../../../api/transport/request';
import { ingestQueues, type IngestQueue } from '../../../state';
import { TransferFailure } from '../TransferFailure';

/** So many uploads an account may have in flight. Source: public clients of the Datalake. */
const MAX_IN_FLIGHT = 5;

/** Given to `abort`, which otherwise makes an exception with a stack for every wait. */
const BEGUN = 'It is its turn';

/**
 * Sends a request that makes memories.ai work on a video, as soon as fewer than five of them are under way for the account in
 * this process. They begin in the order in which they came.
 *
 * @param send is given the longest time that it may take then, in ms
 * @throws TransferFailure when the time is over before it could begin, or the execution was cancelled
 */
export async function inTurn<Answer>(
	{ context, datalake, baseUrl }: ApiAccess,
	leftMs: number,
	send: (leftMs: number) => Promise<Answer>,
): Promise<Answer> {
	const account = datalake?.account ?? baseUrl;
	const isOverAt = performance.now() + leftMs;
	const queue = ingestQueues.get(account) ?? { inFlight: 0, waiting: new Set() };
	ingestQueues.set(account, queue);
	if (queue.inFlight < MAX_IN_FLIGHT) queue.inFlight++;
	else await placeIn(queue, leftMs, cancelSignalOf(context));
	try {
		return await send(isOverAt - performance.now());
	} finally {
		leave(queue, account);
	}
}

/** Waits until another one hands its place over. */
async function placeIn(queue: IngestQueue, leftMs: number, signal: AbortSignal | undefined): Promise<void> {
	const begun = new AbortController();
	const begin = () => begun.abort(BEGUN);
	queue.waiting.add(begin);
	await pause(leftMs, signal === undefined ? begun.signal : AbortSignal.any([signal, begun.signal]));
	// Whoever hands a place over takes the waiting one out, maybe at the very moment when the waiting ends.
	if (!queue.waiting.delete(begin)) return;
	throw new TransferFailure(
		new ApiFailure('limit', { said: 'other uploads of this n8n are still under way' }),
		false,
	);
}

/** The place goes to the one that has waited longest. */
function leave(queue: IngestQueue, account: string): void {
	const [next] = queue.waiting;
	if (next !== undefined) {
		queue.waiting.delete(next);
		next();
	} else if (--queue.inFlight === 0) {
		ingestQueues.delete(account);
	}
}
