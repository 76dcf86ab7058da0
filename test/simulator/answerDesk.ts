import type { Reply } from './answer';
import type { Fault } from './faults';
import { LateEvents } from './world/lateness';

/** Hands answers out: at once, late, or each to the other's request. Those not handed out when it closes never come. */
export class AnswerDesk {
	private readonly late = new LateEvents();
	private unswapped: { reply: Reply; take: (reply: Reply) => void } | undefined;

	/**
	 * What a request is answered, as soon as it is due.
	 *
	 * @param reply what it would be answered by itself
	 */
	async dueReply(reply: Reply, fault: Fault | undefined): Promise<Reply> {
		switch (fault?.kind) {
			case 'lateAnswer':
				await new Promise<void>((resolve) => this.late.schedule(fault.by, resolve));
				return reply;
			case 'swappedAnswer':
				return await this.swapped(reply);
			default:
				return reply;
		}
	}

	/** Hands out every late answer, in the order the requests were carried out. */
	release(): void {
		this.late.release();
	}

	/** Ends the running times of late answers. */
	close(): void {
		this.late.close();
	}

	private async swapped(reply: Reply): Promise<Reply> {
		const partner = this.unswapped;
		if (partner === undefined) return await new Promise((take) => (this.unswapped = { reply, take }));
		this.unswapped = undefined;
		partner.take(reply);
		return partner.reply;
	}
}
