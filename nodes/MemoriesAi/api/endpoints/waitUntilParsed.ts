import { uploadedVideos } from '../../state';
import { ApiFailure } from '../ApiFailure';
import type { ApiAccess } from '../transport/request';
import { isFinished, meaningOfVideo, type VideoDetails } from './videoEntry';
import { findVideoDetails } from './videos';
import { watch, type ParsePatience } from './watch';

/** How the waiting ended, with the video as it was last seen. */
export type ParseEnding =
	| { kind: 'parsed' | 'failed'; video: VideoDetails }
	/** The time was over, or the execution was cancelled; without a video when memories.ai never told of it. */
	| { kind: 'timeout' | 'cancelled'; video: VideoDetails | undefined };

/**
 * Looks at a video again and again until memories.ai has parsed it, has failed to, or the time is over. A new video that the
 * account does not show yet is waited for too.
 *
 * @param uniqueId the part of a divided account it is in, in v1.2
 * @throws ApiFailure when memories.ai refuses in a way that waiting does not change, or asks for too long a pause;
 * `videoAbsent` when the account does not show the video and this process has not uploaded it
 */
export async function waitUntilParsed(
	api: ApiAccess,
	videoNo: string,
	patience: ParsePatience,
	uniqueId?: string,
): Promise<ParseEnding> {
	// A new video may take a while to show; one that nobody has seen may as well not exist.
	const isNew = uploadedVideos.get(videoNo) !== undefined;
	const ending = await watch(
		api,
		{
			look: async (access) => await findVideoDetails(access, videoNo, uniqueId),
			isOver: (video) => isFinished(video),
			absence: isNew ? undefined : new ApiFailure('videoAbsent', { said: videoNo }),
		},
		patience,
	);
	if (ending.kind !== 'over') return { kind: ending.kind, video: ending.seen };
	return { kind: meaningOfVideo(ending.seen) === 'parsed' ? 'parsed' : 'failed', video: ending.seen };
}
