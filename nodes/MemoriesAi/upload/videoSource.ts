import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { provokeEarlyCollection } from './earlyCollection';

/** The bytes of one video, readable from the start as often as needed and never held as a whole second copy. */
export interface VideoSource {
	/** Exact number of bytes that `read` delivers. */
	size: number;
	/**
	 * A fresh pass over the bytes.
	 *
	 * @param chunkBytes how many to read at a time at most, 1 MiB unless given
	 */
	read(chunkBytes?: number): AsyncGenerator<Uint8Array, void, undefined>;
	/** Lets go of everything that is open. Safe to call twice. */
	close(): void;
}

const CHUNK_BYTES = 1024 * 1024;

/**
 * Opens the video that an item's binary field holds: streamed from n8n's binary store when it has an id there,
 * else decoded piece by piece from the base64 text in the item.
 */
export async function openVideoSource(
	helpers: Pick<IExecuteFunctions['helpers'], 'getBinaryMetadata' | 'getBinaryStream'>,
	binary: IBinaryData,
): Promise<VideoSource> {
	return binary.id === undefined ? base64Source(binary.data) : await storedSource(helpers, binary.id);
}

async function storedSource(
	helpers: Pick<IExecuteFunctions['helpers'], 'getBinaryMetadata' | 'getBinaryStream'>,
	binaryDataId: string,
): Promise<VideoSource> {
	const { fileSize } = await helpers.getBinaryMetadata(binaryDataId);
	const open = new Set<{ destroy(): void }>();
	let timesClosed = 0;
	const close = () => {
		timesClosed++;
		// The HTTP layer leaves its source open when a transfer breaks, in every version looked at.
		for (const stream of open) stream.destroy();
		open.clear();
	};
	return {
		size: fileSize,
		async *read(chunkBytes = CHUNK_BYTES) {
			const timesClosedBefore = timesClosed;
			const stream = await helpers.getBinaryStream(binaryDataId, chunkBytes);
			open.add(stream);
			if (timesClosed !== timesClosedBefore) close();
			for await (const chunk of stream as AsyncIterable<Uint8Array>) {
				provokeEarlyCollection(chunk.byteLength);
				yield chunk;
			}
		},
		close,
	};
}

function base64Source(base64: string): VideoSource {
	return {
		size: Buffer.byteLength(base64, 'base64'),
		async *read(chunkBytes = CHUNK_BYTES) {
			// Four characters hold three bytes, so each slice decodes by itself.
			const sliceCharacters = Math.floor(chunkBytes / 3) * 4;
			for (let start = 0; start < base64.length; start += sliceCharacters) {
				yield Buffer.from(base64.slice(start, start + sliceCharacters), 'base64');
			}
		},
		close() {
			// Nothing was opened.
		},
	};
}
