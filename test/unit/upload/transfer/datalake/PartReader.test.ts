import { UserError } from '../../../../../nodes/MemoriesAi/texts/UserError';
import { PartReader } from '../../../../../nodes/MemoriesAi/upload/transfer/datalake/PartReader';
import type { TransferProgress } from '../../../../../nodes/MemoriesAi/upload/transfer/videoForm';
import { failureOf } from '../../../support/virtualTime';
import { countingSource } from '../support/videos';

const newProgress = (): TransferProgress => ({ bytesTaken: 0, lastMovedAt: 0, isComplete: false });

async function bytesOf(part: AsyncIterable<Uint8Array>): Promise<Buffer> {
	const pieces: Uint8Array[] = [];
	for await (const piece of part) {
		expect(piece.byteLength).toBeGreaterThan(0);
		pieces.push(Buffer.from(piece));
	}
	return Buffer.concat(pieces);
}

test.each([
	['chunks that end where parts do', [4, 4, 2]],
	['chunks of parts of a part', [1, 2, 3, 4]],
	['one chunk', [10]],
])('parts that follow each other are read in one pass: %s', async (_case, lengths) => {
	const { source, whole, reads } = countingSource(lengths);
	const reader = new PartReader(source);
	for (const [start, length] of [
		[0, 4],
		[4, 4],
		[8, 2],
	] as const) {
		const progress = newProgress();
		expect(await bytesOf(reader.part(start, length, progress))).toEqual(
			whole.subarray(start, start + length),
		);
		expect(progress.bytesTaken).toBe(length);
		expect(progress.lastMovedAt).toBeGreaterThan(0);
	}
	expect(reads).toEqual([0]);
});

test('a part that does not follow the one before is read anew, from its start', async () => {
	const { source, whole, reads, timesClosed } = countingSource([3, 3, 4]);
	const reader = new PartReader(source);
	await bytesOf(reader.part(0, 8, newProgress()));
	const closedBefore = timesClosed();

	expect(await bytesOf(reader.part(4, 4, newProgress()))).toEqual(whole.subarray(4, 8));
	expect(reads).toEqual([0, 4]);
	expect(timesClosed()).toBe(closedBefore + 1);
});

test('after a release the next part is read anew', async () => {
	const { source, whole, reads } = countingSource([10]);
	const reader = new PartReader(source);
	await bytesOf(reader.part(0, 4, newProgress()));
	reader.release();

	expect(await bytesOf(reader.part(4, 6, newProgress()))).toEqual(whole.subarray(4));
	expect(reads).toEqual([0, 4]);
});

test.each([
	['between two pieces', [2, 2, 2]],
	['within a chunk', [6]],
])('a part that another one has overtaken gives nothing more: %s', async (_case, lengths) => {
	const { source } = countingSource(lengths);
	const reader = new PartReader(source);
	const overtaken = reader.part(0, 6, newProgress());
	await overtaken.next();
	await bytesOf(reader.part(1, 2, newProgress()));

	expect(await overtaken.next()).toEqual({ done: true, value: undefined });
});

test('and neither does one that waits for its bytes meanwhile', async () => {
	const { source } = countingSource([4, 4]);
	const reader = new PartReader(source);
	const waiting = reader.part(0, 8, newProgress()).next();
	reader.release();

	expect(await waiting).toEqual({ done: true, value: undefined });
});

describe('a source that cannot be read', () => {
	test.each<[string, Parameters<typeof countingSource>, string]>([
		['breaks', [[4], { size: 10, problem: new Error('EIO: i/o error') }], 'EIO: i/o error'],
		['breaks without a word', [[4], { size: 10, problem: 'no' as unknown as Error }], 'nothing'],
		['is too short', [[4], { size: 10 }], 'it should have 10 bytes, but 4 were there when reading ended'],
		['is too long', [[4, 8], { size: 10 }], 'it should have 10 bytes, but 12 were there when reading ended'],
	])('%s', async (_case, made, saidByStorage) => {
		const progress = newProgress();
		const error = await failureOf(
			bytesOf(new PartReader(countingSource(...made).source).part(0, 10, progress)),
			UserError,
		);

		expect(error.cure).toBe(
			`Run the step that brings the file again, then this one. The storage said: ${saidByStorage}`,
		);
		expect(progress.sourceError).toBe(error);
		expect(error.cause).toBe(made[1]?.problem);
	});
});
