import { badParameter, type Refusal } from '../envelope';
import { defaultUniqueId, type Video } from '../videoLibrary';
import type { ApiRequest, Service } from './endpoint';

/** The video that a request's query names by `video_no` and, in v1.2, `unique_id`. */
export type AddressedVideo =
	| { refusal: Refusal; video?: never }
	/** Undefined when the account, or the part of it, holds no such video. */
	| { refusal?: never; video: Video | undefined };

/** Finds the video that the query names. */
export function addressedVideo({ generation, query }: ApiRequest, { videos }: Service): AddressedVideo {
	const { video_no: videoNo, unique_id: uniqueId = defaultUniqueId } = Object.fromEntries(query);
	if (!videoNo) return { refusal: badParameter("Required parameter 'video_no' is not present.") };
	const video = videos.find(videoNo);
	const isInReach = !generation.hasNamespaces || video?.uniqueId === uniqueId;
	return { video: isInReach ? video : undefined };
}
