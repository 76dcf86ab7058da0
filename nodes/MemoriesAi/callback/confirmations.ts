import { ConfirmationQueue, type Confirmation, type OpenLookup, type QueueClock } from './confirmationQueue';

/** Whose videos are asked about. */
export interface ConfirmedAccount {
	/** n8n's id of the credential. */
	credentialId: string;
	/** The part of a divided account; empty for none. */
	uniqueId: string;
}

/** Beyond this, queues with nothing left to remember go. */
const MAX_IDLE_QUEUES = 100;

/**
 * Asks memories.ai about the videos that calls name: one queue a part of an account. No stranger can add a queue: accounts
 * and parts come from the user's own triggers and signed links.
 */
export class Confirmations {
	/** @param queues where they are kept, by account */
	constructor(
		private readonly queues: Map<string, ConfirmationQueue>,
		private readonly clock: QueueClock,
	) {}

	/** As `ConfirmationQueue.confirm`, in the queue of this account. */
	async confirm(
		{ credentialId, uniqueId }: ConfirmedAccount,
		videoNos: Iterable<string>,
		openLookup: OpenLookup,
		deadline: AbortSignal,
	): Promise<ReadonlyMap<string, Confirmation>> {
		const account = JSON.stringify([credentialId, uniqueId]);
		return await this.queueOf(account).confirm(videoNos, openLookup, deadline);
	}

	private queueOf(account: string): ConfirmationQueue {
		const kept = this.queues.get(account);
		if (kept !== undefined) return kept;
		if (this.queues.size >= MAX_IDLE_QUEUES) this.dropIdle();
		const queue = new ConfirmationQueue(this.clock);
		this.queues.set(account, queue);
		return queue;
	}

	private dropIdle(): void {
		for (const [account, queue] of this.queues) if (queue.isIdle) this.queues.delete(account);
	}
}
