import type { LinkContents } from './linkToken';

/** More than an account uploads within a few days; some 100 bytes each. */
const MAX_USES = 10_000;

/** After this long without a call, in ms, a link has had its last: memories.ai calls within days. */
const KEPT_MS = 30 * 24 * 60 * 60_000;

/**
 * What signed links have been called about. A link vouches for one upload, or for one import task, and stays with the
 * first it comes with, so that whoever learns of a link later cannot use it for something else.
 *
 * Per process: after a restart, and in another process of the same n8n, each link is new once more. Only who holds a
 * valid link adds to it, and no more than one entry a link, so strangers cannot push others' links out.
 */
export class LinkUses {
	private readonly uses = new Map<string, { subject: string; usedAtMs: number }>();

	/**
	 * Whether a link vouches for a delivery. Of an upload it does for one video, whatever its statuses. Of an import task
	 * it does for the task and every video that comes with the task's id: how many they are is not known before.
	 *
	 * @param link what a valid link carries
	 * @param delivery what the call says
	 * @param nowMs a clock that never goes back, in ms
	 */
	vouchesFor(
		{ nonce, kind }: Pick<LinkContents, 'kind' | 'nonce'>,
		{ videoNo, taskId }: { videoNo?: string; taskId?: string },
		nowMs: number,
	): boolean {
		const subject = kind === 'upload' ? videoNo : taskId;
		if (subject === undefined) return false;
		const use = this.uses.get(nonce);
		if (use !== undefined && use.subject !== subject) return false;

		this.uses.delete(nonce);
		this.uses.set(nonce, { subject, usedAtMs: nowMs });
		this.forget(nowMs);
		return true;
	}

	/** The map is in the order of last use. */
	private forget(nowMs: number): void {
		for (const [nonce, { usedAtMs }] of this.uses) {
			if (this.uses.size <= MAX_USES && nowMs - usedAtMs <= KEPT_MS) return;
			this.uses.delete(nonce);
		}
	}
}
