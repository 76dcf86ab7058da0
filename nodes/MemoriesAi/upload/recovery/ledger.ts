import type { IExecuteFunctions } from 'n8n-workflow';
import { uploadEntries, type UploadEntry } from '../../state';
import { runNameOf } from './runNames';

/**
 * The entry of an item's upload. n8n's Retry On Fail runs the node again for all items, with the very same item objects,
 * and meets the entries of its earlier tries.
 *
 * @param itemIndex the input item, counted from 0
 */
export function ledgerEntry(context: IExecuteFunctions, itemIndex: number): UploadEntry {
	const item = context.getInputData()[itemIndex];
	const run = runNameOf(context);
	if (item === undefined) return { run, state: { kind: 'notSent' } };
	const entries = uploadEntries.get(item) ?? new Map<string, UploadEntry>();
	// The index besides: a list may hold one object twice.
	const name = `${run} ${itemIndex}`;
	const entry = entries.get(name) ?? { run, state: { kind: 'notSent' } };
	uploadEntries.set(item, entries.set(name, entry));
	return entry;
}
