import type { VideoSource } from '../../../../../nodes/MemoriesAi/upload/file/videoSource';
import type { DatalakeVideo } from '../../../../../nodes/MemoriesAi/upload/transfer/datalake/videoRequest';

/**
 * A source of bytes that count up, in chunks of these lengths; after them it ends, or breaks.
 *
 * @param size what it promises; the sum of the lengths unless given
 */
export function countingSource(
	lengths: number[],
	{ size, problem }: { size?: number; problem?: Error } = {},
) {
	const whole = Buffer.from(
		Uint8Array.from({ length: lengths.reduce((sum, length) => sum + length, 0) }, (_, at) => at),
	);
	const reads: number[] = [];
	let timesClosed = 0;
	const source: VideoSource = {
		size: size ?? whole.byteLength,
		peek: async () => whole,
		async *read(from = 0) {
			reads.push(from);
			let start = 0;
			for (const length of lengths) {
				const end = start + length;
				if (end > from) yield whole.subarray(Math.max(start, from), end);
				start = end;
			}
			if (problem !== undefined) throw problem;
		},
		close: () => timesClosed++,
	};
	return { source, whole, reads, timesClosed: () => timesClosed };
}

/** What a plain upload says about its video. */
export const plainVideo: DatalakeVideo = {
	collectionId: 'col_1',
	title: 'clip',
	idempotencyKey: 'key',
	capturedAt: undefined,
	latitude: undefined,
	longitude: undefined,
	tags: [],
	cameraModel: undefined,
	reference: undefined,
};
