import type { IDataObject } from 'n8n-workflow';
import type { ListedVideo } from '../../api/endpoints/videoEntry';
import { isJsonObject } from '../../api/transport/json';

/**
 * memories.ai's answer to an upload; `videoNo` is always there, and `recovered` where the answer got lost and the video
 * was found in the account. Source: "Upload Video from File" and "Upload Video from URL" pages.
 */
export type UploadedVideo = IDataObject & { videoNo: string; recovered?: true };

/** Whether the data of an answer names the new video. */
export function isUploadedVideo(data: unknown): data is UploadedVideo {
	return isJsonObject(data) && typeof data.videoNo === 'string' && data.videoNo !== '';
}

/** A video that was found in the account, in the form of an upload's answer. */
export function recoveredVideo({ videoNo, name, status, createdAt }: ListedVideo): UploadedVideo {
	return {
		videoNo,
		videoName: name,
		videoStatus: status,
		...(createdAt === undefined ? {} : { uploadTime: String(Date.parse(createdAt)) }),
		recovered: true,
	};
}
