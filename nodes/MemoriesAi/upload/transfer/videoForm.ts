import { pause } from '../../api/transport/pause';
import { UserError } from '../../texts/UserError';
import type { VideoLabel } from '../file/fileName';
import type { VideoSource } from '../file/videoSource';
import { StreamedFile } from './StreamedFile';

/** A text field of the form; a name that repeats stands for a list. */
export type FormField = readonly [name: string, value: string];

/**
 * The length of the last piece of a video, which is handed over by itself, as is the one before it: the HTTP layer takes
 * one piece ahead, so it asks for the last one only when there is a connection that has taken what came before.
 */
const LAST_PIECE_BYTES = 16 * 1024;

/** How long the last piece is held back, in ms. */
const HOLDING_BACK_MS = 50;

/** How far the HTTP layer has come with one request's video. */
export interface TransferProgress {
	bytesTaken: number;
	/** When the last bytes were taken, on the clock of `performance.now()`, in ms. */
	lastMovedAt: number;
	/** Every byte was handed over, so the server may hold the whole video. */
	isComplete: boolean;
	/** Why the video could not be read to its end; it may as well be that the request had ended already. */
	sourceError?: UserError;
}

/**
 * Builds the multipart form of one upload request: text fields first, the video last, as browsers write it.
 * Another request takes another form, with a `progress` of its own.
 *
 * @param isHeldBack whether the last piece is handed over a moment after what came before
 */
export function buildVideoForm(
	fields: readonly FormField[],
	video: VideoLabel,
	source: VideoSource,
	isHeldBack: boolean,
): { form: FormData; progress: TransferProgress } {
	const progress: TransferProgress = { bytesTaken: 0, lastMovedAt: performance.now(), isComplete: false };
	const form = new FormData();
	for (const [name, value] of fields) form.append(name, value);
	// No third argument: it would make FormData wrap the file and lose its stream.
	form.append('file', new StreamedFile(video, source.size, () => readExactly(source, progress, isHeldBack)));
	return { form, progress };
}

/**
 * Passes the video's bytes on and counts them.
 *
 * @throws UserError when reading breaks, or the source has another length than it promised. That ends the request before
 * the form is complete, so the server never takes a part for the whole.
 */
async function* readExactly(
	source: VideoSource,
	progress: TransferProgress,
	isHeldBack: boolean,
): AsyncGenerator<Uint8Array, void, undefined> {
	try {
		for await (const chunk of source.read()) {
			if (progress.bytesTaken + chunk.byteLength > source.size) progress.bytesTaken += chunk.byteLength;
			if (progress.bytesTaken > source.size) break;
			const bytesToCome = source.size - progress.bytesTaken;
			for (const piece of isHeldBack ? withLastPieceApart(chunk, bytesToCome) : [chunk]) {
				const isLast = progress.bytesTaken + piece.byteLength === source.size;
				if (isLast && isHeldBack) await pause(HOLDING_BACK_MS, undefined);
				progress.bytesTaken += piece.byteLength;
				progress.lastMovedAt = performance.now();
				// Set before the bytes leave: the HTTP layer may send them and never come back for more.
				progress.isComplete = isLast;
				yield piece;
			}
		}
	} catch (problem) {
		throw sourceFailure(progress, problem instanceof Error ? problem.message : 'nothing', problem);
	}
	if (progress.bytesTaken !== source.size) {
		const said = `it should have ${source.size} bytes, but ${progress.bytesTaken} were there when reading ended`;
		throw sourceFailure(progress, said);
	}
}

/**
 * The pieces of a chunk, cut where the last piece of the video begins, and the one before it.
 *
 * @param bytesToCome of the video, with the chunk
 */
function withLastPieceApart(chunk: Uint8Array, bytesToCome: number): Uint8Array[] {
	if (bytesToCome - chunk.byteLength >= 2 * LAST_PIECE_BYTES) return [chunk];
	const places = [2, 1].map((pieces) => bytesToCome - pieces * LAST_PIECE_BYTES);
	const cuts = places.filter((place) => place > 0 && place < chunk.byteLength);
	return [...cuts, chunk.byteLength].map((end, index) => chunk.subarray(cuts[index - 1] ?? 0, end));
}

/** The request's own error gets lost in the HTTP layer, so it is kept in `progress` as well. */
export function sourceFailure(progress: TransferProgress, said: string, cause?: unknown): UserError {
	progress.isComplete = false;
	progress.sourceError = new UserError(
		"The video could not be read from n8n's storage",
		`Run the step that brings the file again, then this one. The storage said: ${said}`,
		{ cause },
	);
	return progress.sourceError;
}
