import { linkUses } from '../state';
import type { CallbackDelivery } from './delivery';
import type { LinkContents } from './linkToken';

/**
 * Whether a link vouches for a delivery. Of an upload it does for one video, whatever its statuses. Of an import task it
 * does for the task and every video that comes with the task's id: how many they are is not known before. A link stays
 * with the first it comes with, so that whoever learns of it later cannot use it for something else.
 *
 * @param link what a valid link carries
 * @param delivery what the call says
 */
export function vouchesFor(
	{ nonce, kind }: Pick<LinkContents, 'kind' | 'nonce'>,
	{ videoNo, taskId }: Pick<CallbackDelivery, 'taskId' | 'videoNo'>,
): boolean {
	const subject = kind === 'upload' ? videoNo : taskId;
	if (subject === undefined) return false;
	const used = linkUses.get(nonce);
	if (used !== undefined && used !== subject) return false;
	linkUses.set(nonce, subject);
	return true;
}
