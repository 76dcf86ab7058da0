import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { importLedgerEntry, ledgerEntry } from '../../../../nodes/MemoriesAi/upload/recovery/ledger';

interface Place {
	items: INodeExecutionData[];
	executionId?: string;
	nodeId?: string;
	runIndex?: number;
}

function contextOf({ items, executionId = '1', nodeId = 'a', runIndex = 0 }: Place): IExecuteFunctions {
	return {
		getInputData: () => items,
		getExecutionId: () => executionId,
		getNode: () => ({ id: nodeId }),
		getWorkflowDataProxy: () => ({ $runIndex: runIndex }),
	} as unknown as IExecuteFunctions;
}

const items = (): INodeExecutionData[] => [{ json: {} }, { json: {} }];

test('a new entry is not sent', () => {
	expect(ledgerEntry(contextOf({ items: items() }), 0)).toEqual({ run: '1 a 0', state: { kind: 'notSent' } });
});

test('n8n’s Retry On Fail meets the entries of the earlier try, by another context', () => {
	const place = { items: items() };
	const [first, second] = [0, 1].map((index) => ledgerEntry(contextOf(place), index));

	expect(ledgerEntry(contextOf(place), 0)).toBe(first);
	expect(ledgerEntry(contextOf(place), 1)).toBe(second);
	expect(first).not.toBe(second);
});

test.each<[string, Partial<Place>]>([
	['another execution', { executionId: '2' }],
	['another node', { nodeId: 'b' }],
	['another run of the node, as in a loop', { runIndex: 1 }],
])('%s has an entry of its own for the same item', (_case, changes) => {
	const place = { items: items() };
	const entry = ledgerEntry(contextOf(place), 0);

	expect(ledgerEntry(contextOf({ ...place, ...changes }), 0)).not.toBe(entry);
	expect(ledgerEntry(contextOf(place), 0)).toBe(entry);
});

test('equal items have entries of their own, and so has one object that stands twice in the list', () => {
	const item = { json: {} };
	const context = contextOf({ items: [item, item, { json: {} }] });
	const entries = [0, 1, 2].map((index) => ledgerEntry(context, index));

	expect(new Set(entries).size).toBe(3);
	expect(ledgerEntry(context, 0)).toBe(entries[0]);
});

test('an item that is not there has an entry for the moment', () => {
	const context = contextOf({ items: [] });
	expect(ledgerEntry(context, 0)).toEqual({ run: '1 a 0', state: { kind: 'notSent' } });
	expect(ledgerEntry(context, 0)).not.toBe(ledgerEntry(context, 0));
});

test('the identity of a run is made once, however many items it has', () => {
	const context = contextOf({ items: items() });
	const asked = jest.spyOn(context, 'getWorkflowDataProxy');
	for (const index of [0, 1, 0, 1]) ledgerEntry(context, index);

	expect(asked).toHaveBeenCalledTimes(1);
});

test('each import of an item has an entry of its own, which the next try meets', () => {
	const place = { items: items() };
	const entry = importLedgerEntry(contextOf(place), 0, 'posts');

	expect(entry).toEqual({ state: { kind: 'notSent' } });
	expect(importLedgerEntry(contextOf(place), 0, 'posts')).toBe(entry);
	for (const other of [
		importLedgerEntry(contextOf(place), 0, 'creator'),
		importLedgerEntry(contextOf(place), 1, 'posts'),
		importLedgerEntry(contextOf({ ...place, runIndex: 1 }), 0, 'posts'),
		ledgerEntry(contextOf(place), 0),
	]) {
		expect(other).not.toBe(entry);
	}
});
