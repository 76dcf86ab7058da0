import { connectionFailure } from '../api/transport/connectionFailure';
import type { FileStream } from '../api/transport/fileAnswer';

/** The class that an answer's stream is of, which can make streams of its kind. */
interface StreamClass {
	from(source: AsyncIterable<Uint8Array>, options: { objectMode: false }): FileStream;
}

/** The bytes of an answer, of which the first can be looked at before all are read. */
export class IncomingBytes {
	private readonly chunks: AsyncIterator<Buffer>;

	private readonly looked: Buffer[] = [];

	private hasEnded = false;

	constructor(private readonly stream: FileStream) {
		this.chunks = (stream as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
	}

	/** Whether all bytes there are were looked at. */
	get isWhole(): boolean {
		return this.hasEnded;
	}

	/**
	 * The first bytes, which stay to be read.
	 *
	 * @param length how many are enough; there may be some more
	 * @throws ApiFailure when the connection breaks
	 */
	async peek(length: number): Promise<Buffer> {
		const lengthSoFar = () => this.looked.reduce((sum, { byteLength }) => sum + byteLength, 0);
		while (!this.hasEnded && lengthSoFar() < length) {
			const next = await this.chunks.next().catch((error: unknown) => {
				throw connectionFailure(error);
			});
			if (next.done === true) this.hasEnded = true;
			else this.looked.push(next.value);
		}
		return Buffer.concat(this.looked);
	}

	/**
	 * All bytes, as a stream of the kind that n8n's store takes.
	 *
	 * @param onBytes called with the length of each piece when it is read
	 * @param onBreak called with the failure of the connection, when it breaks
	 */
	read(onBytes: (bytes: number) => void, onBreak: (failure: Error) => void): FileStream {
		const streams = this.stream.constructor as unknown as StreamClass;
		return streams.from(this.pieces(onBytes, onBreak), { objectMode: false });
	}

	/** Lets the connection go. Safe to call twice. */
	close(): void {
		this.stream.destroy();
	}

	private async *pieces(
		onBytes: (bytes: number) => void,
		onBreak: (failure: Error) => void,
	): AsyncGenerator<Buffer, void, undefined> {
		const next = async () =>
			await this.chunks.next().catch((error: unknown) => {
				const failure = connectionFailure(error) as Error;
				onBreak(failure);
				throw failure;
			});
		for (const chunk of this.looked) {
			onBytes(chunk.byteLength);
			yield chunk;
		}
		if (this.hasEnded) return;
		for (let piece = await next(); piece.done !== true; piece = await next()) {
			onBytes(piece.value.byteLength);
			yield piece.value;
		}
	}
}
