import { ApiFailure } from '../../../api/ApiFailure';
import { isJsonObject } from '../../../api/transport/json';
import { callApi, cancelSignalOf } from '../../../api/transport/request';
import { idOf, numberOf, textOf } from '../../../api/vocabulary/answerValues';
import type { UploadedVideo } from '../../recovery/uploadedVideo';
import { cancelledError } from '../cancelledError';
import { endingError } from '../endingError';
import { secretAddress } from '../secretAddress';
import { StreamedFile } from '../StreamedFile';
import { TransferFailure, transferFailureOf } from '../TransferFailure';
import { TransferWatch } from '../transferWatch';
import type { TransferProgress } from '../videoForm';
import { acceptedVideo } from './acceptedVideo';
import type { DatalakeUpload } from './datalakeUpload';
import { inTurn } from './ingestPlace';
import { PartReader } from './PartReader';
import { partSize, putToSession, type SessionState, type UploadSession } from './uploadSession';
import { videoRequest, type DatalakeVideo } from './videoRequest';

/** Longest time for a request without a part of the video, in ms. */
const SMALL_REQUEST_MS = 60_000;

/**
 * The upload of a video part by part. A try goes on where the one before has stopped, as long as the session lives; each
 * break ends a try, and whoever makes the tries decides on the next. The source stays open for that; who opened it closes it.
 */
export class SessionUpload {
	private session?: UploadSession;

	/** How many bytes the session has; undefined when it has to be asked. */
	private offset: number | undefined;

	private furthest = 0;

	private furthestToldOf = 0;

	private readonly reader: PartReader;

	constructor(private readonly upload: Omit<DatalakeUpload, 'video'>) {
		this.reader = new PartReader(upload.source);
	}

	/** Whether more of the video has arrived since this was asked before. */
	hasAdvanced(): boolean {
		const hasAdvanced = this.furthest > this.furthestToldOf;
		this.furthestToldOf = this.furthest;
		return hasAdvanced;
	}

	/**
	 * Makes one try.
	 *
	 * @param leftMs the longest time that it may take, in ms
	 * @throws TransferFailure when it breaks, memories.ai refuses, or this side ended it
	 */
	async send(video: DatalakeVideo, leftMs: number): Promise<UploadedVideo> {
		const signal = cancelSignalOf(this.upload.api.context);
		return await this.goOn(video, performance.now() + leftMs).catch((error: unknown) => {
			const isCancelled = signal?.aborted === true && error instanceof TransferFailure;
			if (!isCancelled) throw error;
			throw new TransferFailure(cancelledError(), error.mayHaveArrived);
		});
	}

	private async goOn(video: DatalakeVideo, isOverAt: number): Promise<UploadedVideo> {
		const opened = this.session === undefined ? await this.open(video) : { session: this.session };
		if ('made' in opened) return opened.made;
		const { session } = opened;
		this.session = session;
		await this.bringAll(session, isOverAt);
		const leftMs = isOverAt - performance.now();
		return await inTurn(this.upload.api, leftMs, async () => await this.finalize(session.videoNo, video));
	}

	/** @returns the session, or the video where an earlier request with the same key has made it */
	private async open(video: DatalakeVideo): Promise<{ session: UploadSession } | { made: UploadedVideo }> {
		const { api } = this.upload;
		const asking = callApi(
			{ ...api, timeoutMs: SMALL_REQUEST_MS, limitRetries: 0 },
			{ method: 'POST', endpoint: '/videos', query: { upload: 'resumable' }, body: videoRequest(video) },
		);
		// Without bytes there is no video.
		const { data } = await asking.catch((error: unknown) => {
			throw error instanceof ApiFailure ? new TransferFailure(error, false) : error;
		});
		const answer = isJsonObject(data) ? data : {};
		const given = textOf(answer.upload_url);
		const videoNo = idOf(answer.video_id ?? answer.id);
		if (given === undefined || videoNo === undefined) return { made: acceptedVideo(data, video) };
		this.offset = undefined;
		const address = secretAddress(api, given, 'upload');
		return { session: { address, videoNo, partBytes: partSize(numberOf(answer.chunk_size)) } };
	}

	private async bringAll(session: UploadSession, isOverAt: number): Promise<void> {
		const { size } = this.upload.source;
		for (let offset = this.offset ?? (await this.ask(session)); offset < size;) {
			const { offset: start } = { offset };
			const length = Math.min(session.partBytes, size - start);
			// Whatever becomes of the part, only the session knows then.
			this.offset = undefined;
			const state = await this.sendPart(session, start, length, isOverAt);
			// Google leaves the number out where it has nothing, which it has not just taken a part for.
			const isTold = state.kind !== 'has' || state.bytes !== undefined;
			offset = isTold ? this.offsetOf(state) : await this.ask(session);
			if (offset <= start) throw new TransferFailure(new ApiFailure('incomplete'), false);
		}
	}

	/** Asks the session how far it is. */
	private async ask(session: UploadSession): Promise<number> {
		const { api, source } = this.upload;
		const abortSignal = cancelSignalOf(api.context);
		const asking = putToSession(api, session, `bytes */${source.size}`, undefined, {
			timeoutMs: SMALL_REQUEST_MS,
			...(abortSignal === undefined ? {} : { abortSignal }),
		});
		return this.offsetOf(await asking.catch(withoutVideo));
	}

	private offsetOf(state: SessionState): number {
		const { size } = this.upload.source;
		if (state.kind === 'gone') {
			this.session = undefined;
			throw new TransferFailure(new ApiFailure('incomplete'), false);
		}
		const offset = state.kind === 'complete' ? size : (state.bytes ?? 0);
		if (offset > size) throw new TransferFailure(new ApiFailure('unreadable'), false);
		this.offset = offset;
		this.furthest = Math.max(this.furthest, offset);
		return offset;
	}

	private async sendPart(
		session: UploadSession,
		start: number,
		length: number,
		isOverAt: number,
	): Promise<SessionState> {
		const { api, file, source, stallTimeoutMs, uploadTimeoutMs } = this.upload;
		// Never complete: a part that nobody answers has stalled, too.
		const progress: TransferProgress = {
			bytesTaken: 0,
			lastMovedAt: performance.now(),
			isComplete: false,
		};
		const limits = {
			transferTimeoutMs: isOverAt - performance.now(),
			stallTimeoutMs,
			answerTimeoutMs: stallTimeoutMs,
		};
		const watch = new TransferWatch(progress, limits, cancelSignalOf(api.context));
		const part = new StreamedFile(file, length, () => this.reader.part(start, length, progress));
		const contentRange = `bytes ${start}-${start + length - 1}/${source.size}`;
		const sending = putToSession(api, session, contentRange, part, {
			timeoutMs: 0,
			abortSignal: watch.signal,
		});
		try {
			return await sending.catch((error: unknown): never => {
				const { ending } = watch;
				// It may be the source that stands still.
				if (ending === 'stalled') this.reader.release();
				if (progress.sourceError !== undefined) throw new TransferFailure(progress.sourceError, false);
				if (ending === 'cancelled' || ending === 'tooLong') {
					const cause = endingError(ending, { stallTimeoutMs, uploadTimeoutMs });
					throw new TransferFailure(cause, false);
				}
				const stood = { said: `the upload stood still for ${stallTimeoutMs / 1000} seconds` };
				return withoutVideo(ending === undefined ? error : new ApiFailure('unanswered', stood));
			});
		} finally {
			watch.release();
		}
	}

	private async finalize(videoNo: string, video: DatalakeVideo): Promise<UploadedVideo> {
		const { api } = this.upload;
		// What is missing is only found out by asking.
		const { offset } = this;
		this.offset = undefined;
		const asking = callApi(
			{ ...api, timeoutMs: SMALL_REQUEST_MS, limitRetries: 0 },
			{ method: 'POST', endpoint: `/videos/${encodeURIComponent(videoNo)}:finalize` },
		);
		const { data } = await asking.catch((error: unknown) => {
			if (error instanceof ApiFailure && error.kind === 'absent') this.session = undefined;
			if (error instanceof ApiFailure && error.kind === 'limit') this.offset = offset;
			return transferFailureOf(error);
		});
		return acceptedVideo(data, video);
	}
}

/** Bytes alone make no video. */
function withoutVideo(error: unknown): never {
	throw error instanceof ApiFailure ? new TransferFailure(error, false) : error;
}
