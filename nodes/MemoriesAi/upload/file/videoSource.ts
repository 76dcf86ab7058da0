import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { openVideos } from '../../state';
import { UserError } from '../../texts/UserError';
import { fillYoungGeneration } from '../transfer/youngGeneration';
import { base64In } from './base64Text';
import { PEEKED_BYTES } from './container';

/** The bytes of one video, readable from the start as often as needed and never held as a whole second copy. */
export interface VideoSource {
	/** Exact number of bytes that `read` delivers. */
	size: number;
	/**
	 * The first bytes, enough to say what the file is. The next `read` delivers them again; it opens the file anew only when
	 * others were opened since, as it is to read less at a time then.
	 */
	peek(): Promise<Uint8Array>;
	/**
	 * A fresh pass over the bytes.
	 *
	 * @param from where it begins, in bytes; at the start unless given
	 */
	read(from?: number): AsyncGenerator<Uint8Array, void, undefined>;
	/** Lets go of everything that is open. Safe to call twice. */
	close(): void;
}

/** The field of an item that holds a video. */
export interface VideoField {
	/** Counted from 0. */
	itemIndex: number;
	name: string;
	binary: IBinaryData;
}

type BinaryHelpers = Pick<
	IExecuteFunctions['helpers'],
	'getBinaryDataBuffer' | 'getBinaryMetadata' | 'getBinaryStream'
>;

/** What `getBinaryStream` gives. */
type BinaryStream = AsyncIterable<Uint8Array> & { destroy(): void };

/** How much is read at a time, of all open videos together; of one, at least and at most so much. */
const READ_BYTES = { ofAll: 1.5 * 1024 ** 2, least: 64 * 1024, most: 512 * 1024 };

/** Of a short video. The last of its reads finds nothing, in a buffer as long as those of the others. */
const FEWEST_READS = 8;

/**
 * How much of one of the open videos is read at a time, in bytes; there is at least one. Small buffers cost more of the main
 * thread; large ones, of several uploads at once, outlive the collections of the young generation, and only those of n8n's
 * whole heap free them. A buffer is made as long as this, however little there is left to read.
 *
 * @param size of the video
 */
function readBytes(size: number): number {
	const share = Math.floor(READ_BYTES.ofAll / openVideos.size);
	return Math.max(Math.min(share, Math.ceil(size / FEWEST_READS), READ_BYTES.most), READ_BYTES.least);
}

/**
 * Opens the video that an item's binary field holds: streamed from n8n's binary store when it has an id there, a small one
 * read at once, else decoded piece by piece from the base64 text in the item.
 *
 * @throws UserError when n8n does not have the file any more, or the item holds something else
 */
export async function openVideoSource(
	helpers: BinaryHelpers,
	{ itemIndex, name, binary }: VideoField,
): Promise<VideoSource> {
	const { id } = binary;
	if (id === undefined) return new TextSource(base64In(binary));
	const { fileSize } = await helpers.getBinaryMetadata(id).catch((cause: unknown) => {
		const said = cause instanceof Error ? cause.message : 'nothing';
		throw new UserError(
			"The video is not in n8n's storage any more",
			`n8n may have pruned it, or keep files in another place than when it was made. Run the step that brings the file again, then this one. The storage said: ${said}`,
			{ cause },
		);
	});
	// A stream takes longer to be opened and closed than so little to be read.
	return fileSize <= READ_BYTES.most
		? new WholeSource(async () => await helpers.getBinaryDataBuffer(itemIndex, name), fileSize)
		: new StoredSource(helpers, id, fileSize);
}

/** A stored file that is read at once. */
class WholeSource implements VideoSource {
	private bytes?: Uint8Array;

	constructor(
		private readonly readWhole: () => Promise<Uint8Array>,
		readonly size: number,
	) {}

	async peek(): Promise<Uint8Array> {
		this.bytes ??= await this.readWhole();
		return this.bytes;
	}

	read(from = 0): AsyncGenerator<Uint8Array, void, undefined> {
		return startingAt(from, this.pass());
	}

	private async *pass(): AsyncGenerator<Uint8Array, void, undefined> {
		yield await this.peek();
	}

	close(): void {
		delete this.bytes;
	}
}

/** A pass over a stored file that was opened to look at its start. */
interface BegunPass {
	/** What was read of it so far. */
	start: Uint8Array[];
	rest: AsyncIterator<Uint8Array>;
	/** How much is to be read at a time. */
	readBytes: number;
}

class StoredSource implements VideoSource {
	private readonly open = new Set<BinaryStream>();

	private timesClosed = 0;

	private begun?: BegunPass;

	constructor(
		private readonly helpers: BinaryHelpers,
		private readonly binaryDataId: string,
		readonly size: number,
	) {}

	async peek(): Promise<Uint8Array> {
		this.begun ??= await this.begin();
		const [first = new Uint8Array(), ...others] = this.begun.start;
		return others.length > 0 ? Buffer.concat([first, ...others]) : first;
	}

	read(from = 0): AsyncGenerator<Uint8Array, void, undefined> {
		return startingAt(from, this.pass());
	}

	private async *pass(): AsyncGenerator<Uint8Array, void, undefined> {
		if (this.begun !== undefined && this.isTooMuch(this.begun)) {
			// A stream reads one piece ahead.
			fillYoungGeneration(2 * this.begun.readBytes);
			this.close();
		}
		const { start, rest } = this.begun ?? (await this.begin());
		this.begun = undefined;
		// Taken out, so that it does not stay in memory until the end. `yield*` would wait for each piece once more.
		for (let chunk = start.shift(); chunk !== undefined; chunk = start.shift()) {
			for (const piece of pieces(chunk)) yield piece;
		}
		for (let next = await rest.next(); next.done !== true; next = await rest.next()) {
			for (const piece of pieces(next.value)) yield piece;
		}
	}

	close(): void {
		this.timesClosed++;
		this.begun = undefined;
		openVideos.delete(this);
		// The HTTP layer leaves its source open when a transfer breaks, in every version looked at.
		for (const stream of this.open) stream.destroy();
		this.open.clear();
	}

	/** Since the peek, more may have been opened. Some storages give what they like, so that it makes no difference to them. */
	private isTooMuch({ start: [first], readBytes: asked }: BegunPass): boolean {
		return first?.byteLength === asked && asked > readBytes(this.size);
	}

	private async begin(): Promise<BegunPass> {
		const timesClosedBefore = this.timesClosed;
		openVideos.add(this);
		const asked = readBytes(this.size);
		const stream = (await this.helpers.getBinaryStream(this.binaryDataId, asked)) as unknown as BinaryStream;
		this.open.add(stream);
		// Closed while it was opened.
		if (this.timesClosed !== timesClosedBefore) this.close();
		const rest = stream[Symbol.asyncIterator]();
		return { start: await startOf(rest), rest, readBytes: asked };
	}
}

/** Takes as many chunks as a peek needs: a storage on the network may give its first ones in any size. */
async function startOf(stream: AsyncIterator<Uint8Array>): Promise<Uint8Array[]> {
	const chunks: Uint8Array[] = [];
	let length = 0;
	while (length < PEEKED_BYTES) {
		const next = await stream.next();
		if (next.done === true) break;
		chunks.push(next.value);
		length += next.value.byteLength;
	}
	return chunks;
}

/** n8n's database mode gives a whole video as one chunk; progress and stalls are seen piece by piece. */
function* pieces(chunk: Uint8Array): Generator<Uint8Array, void, undefined> {
	for (let start = 0; start < chunk.byteLength; start += READ_BYTES.most) {
		const piece = chunk.subarray(start, start + READ_BYTES.most);
		fillYoungGeneration(piece.byteLength);
		yield piece;
	}
}

/** A pass without its first bytes: n8n's storage opens a file at its start only. */
function startingAt(
	from: number,
	pass: AsyncGenerator<Uint8Array, void, undefined>,
): AsyncGenerator<Uint8Array, void, undefined> {
	return from === 0 ? pass : skipping(from, pass);
}

async function* skipping(
	from: number,
	pass: AsyncGenerator<Uint8Array, void, undefined>,
): AsyncGenerator<Uint8Array, void, undefined> {
	let toSkip = from;
	for await (const piece of pass) {
		if (toSkip < piece.byteLength) yield piece.subarray(toSkip);
		toSkip = Math.max(0, toSkip - piece.byteLength);
	}
}

class TextSource implements VideoSource {
	readonly size: number;

	constructor(private readonly base64: string) {
		this.size = Buffer.byteLength(base64, 'base64');
	}

	async peek(): Promise<Uint8Array> {
		return Buffer.from(this.base64.slice(0, 64 * 1024), 'base64');
	}

	read(from = 0): AsyncGenerator<Uint8Array, void, undefined> {
		return startingAt(from, this.pass());
	}

	private async *pass(): AsyncGenerator<Uint8Array, void, undefined> {
		// Four characters hold three bytes, so each slice decodes by itself.
		const sliceCharacters = Math.floor(READ_BYTES.most / 3) * 4;
		for (let start = 0; start < this.base64.length; start += sliceCharacters) {
			yield Buffer.from(this.base64.slice(start, start + sliceCharacters), 'base64');
		}
	}

	close(): void {
		// Nothing was opened.
	}
}
