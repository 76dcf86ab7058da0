import type { IExecuteFunctions } from 'n8n-workflow';
import { importEntries, uploadEntries, type ImportEntry, type UploadEntry } from '../../state';
import { runNameOf } from './runNames';

/**
 * The entry of an item's upload. n8n's Retry On Fail runs the node again for all items, with the very same item objects,
 * and meets the entries of its earlier tries.
 *
 * @param itemIndex the input item, counted from 0
 */
export function ledgerEntry(context: IExecuteFunctions, itemIndex: number): UploadEntry {
	const run = runNameOf(context);
	return entryIn(uploadEntries, context, itemIndex, `${run} ${itemIndex}`, () => ({
		run,
		state: { kind: 'notSent' },
	}));
}

/**
 * The entry of one of an item's imports, likewise.
 *
 * @param what tells it from the other imports of the item
 */
export function importLedgerEntry(context: IExecuteFunctions, itemIndex: number, what: string): ImportEntry {
	const name = `${runNameOf(context)} ${itemIndex} ${what}`;
	return entryIn(importEntries, context, itemIndex, name, () => ({ state: { kind: 'notSent' } }));
}

/** @param name holds the index besides the run: a list of items may hold one object twice */
function entryIn<Entry>(
	ledger: WeakMap<object, Map<string, Entry>>,
	context: IExecuteFunctions,
	itemIndex: number,
	name: string,
	fresh: () => Entry,
): Entry {
	const item = context.getInputData()[itemIndex];
	if (item === undefined) return fresh();
	const entries = ledger.get(item) ?? new Map<string, Entry>();
	const entry = entries.get(name) ?? fresh();
	ledger.set(item, entries.set(name, entry));
	return entry;
}
