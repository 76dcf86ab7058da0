import type { IDataObject } from 'n8n-workflow';
import { idOf, numberOf, textOf, withoutUndefined } from '../../vocabulary/answerValues';
import type { VideoDetails } from '../videoEntry';

/**
 * A video as `list_videos` and `get_metadata` write it; empty when the entry names no video. Source: "List Videos" pages
 * and "Get Metadata" page; v1.1 gives all values as text, and the text "null" for no cause.
 */
export function readVideo(entry: IDataObject): VideoDetails[] {
	const videoNo = idOf(entry.video_no);
	if (videoNo === undefined) return [];
	const createTime = numberOf(entry.create_time);
	const tags = Array.isArray(entry.tags) ? entry.tags.filter((tag) => typeof tag === 'string') : undefined;
	return [
		{
			videoNo,
			name: idOf(entry.video_name) ?? '',
			status: idOf(entry.status) ?? '',
			...withoutUndefined({
				cause: textOf(entry.cause),
				duration: numberOf(entry.duration),
				size: numberOf(entry.size),
				createdAt: createTime === undefined ? undefined : new Date(createTime).toISOString(),
				resolution: textOf(entry.resolution_label),
				width: numberOf(entry.width),
				height: numberOf(entry.height),
				fps: numberOf(entry.fps),
				tags,
				cameraModel: textOf(entry.camera_model),
				datetimeTaken: textOf(entry.datetime_taken),
				latitude: numberOf(entry.latitude),
				longitude: numberOf(entry.longitude),
			}),
		},
	];
}
