import { ProcessingClock, type Processing } from '../../processing';
import type { Account } from './account';
import type { DatalakeStatus, DatalakeVideo, IngestError, Progress } from './records';

/** How the processing of a video ends. */
export type Outcome = Exclude<DatalakeStatus, 'processing'>;

const begun: Progress = { preprocess: 0, index: 0, derive: 0, percent: 0 };
const done: Progress = { preprocess: 100, index: 100, derive: 100, percent: 100 };
const failure: IngestError = { code: 'ingest_failed', message: 'The video could not be decoded.' };

/** Moves videos from `processing` on, by the real clock or as a test says. */
export class VideoProcessing {
	private readonly clock: ProcessingClock;

	constructor(
		private readonly account: Account,
		processing: Processing,
	) {
		this.clock = new ProcessingClock(processing, (id, outcome) => {
			const video = account.find(id);
			if (video?.status === 'processing') end(video, outcome === 'FAIL' ? 'failed' : 'ready');
		});
	}

	/** Starts the processing of a video that has just been ingested. */
	start(video: DatalakeVideo): void {
		video.progress = begun;
		this.clock.start(video.id);
	}

	/**
	 * Ends the processing of a video.
	 *
	 * @param error what the operation says went wrong; with 'ready', a part of the work
	 * @throws when the account holds no such video
	 */
	settle(id: string, outcome: Outcome, error?: IngestError): void {
		end(this.videoOf(id), outcome, error);
	}

	/** Sets how far the processing of a video is; what is left out stays. */
	setProgress(id: string, progress: Partial<Progress>): void {
		const video = this.videoOf(id);
		video.progress = { ...video.progress, ...progress };
	}

	/** Stops every processing time; the videos stay as they are. */
	close(): void {
		this.clock.close();
	}

	private videoOf(id: string): DatalakeVideo {
		const video = this.account.find(id);
		if (video === undefined) throw new Error(`The simulated account holds no video ${id}`);
		return video;
	}
}

function end(video: DatalakeVideo, outcome: Outcome, error?: IngestError): void {
	const isHopeless = outcome === 'ready' && video.pendingError !== undefined;
	video.status = isHopeless ? 'failed' : outcome;
	if (video.status === 'ready') video.progress = done;
	video.error = error ?? (video.status === 'failed' ? (video.pendingError ?? failure) : undefined);
}
