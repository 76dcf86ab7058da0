import { ConfirmationQueue, type Confirmation, type OpenLookup, type QueueClock } from './confirmationQueue';

/** Whose videos are asked about. */
export interface ConfirmedAccount {
	/** n8n's id of the credential. */
	credentialId: string;
	/** The part of a divided account; empty for none. */
	uniqueId: string;
}

/**
 * Asks memories.ai about the videos that unsigned calls name: one queue a part of an account. Per process. There are
 * as many queues as the user's triggers have accounts and parts: no caller can add one.
 */
export class Confirmations {
	private readonly queues = new Map<string, ConfirmationQueue>();

	constructor(private readonly clock: QueueClock) {}

	/** As `ConfirmationQueue.confirm`, in the queue of this account. */
	async confirm(
		{ credentialId, uniqueId }: ConfirmedAccount,
		videoNos: Iterable<string>,
		openLookup: OpenLookup,
		deadline: AbortSignal,
	): Promise<ReadonlyMap<string, Confirmation>> {
		return await this.queueOf(JSON.stringify([credentialId, uniqueId])).confirm(
			videoNos,
			openLookup,
			deadline,
		);
	}

	private queueOf(account: string): ConfirmationQueue {
		const queue = this.queues.get(account) ?? new ConfirmationQueue(this.clock);
		this.queues.set(account, queue);
		return queue;
	}
}
