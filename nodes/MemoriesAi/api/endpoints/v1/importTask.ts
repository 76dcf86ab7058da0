import type { IDataObject } from 'n8n-workflow';
import { ApiFailure } from '../../ApiFailure';
import { isJsonObject } from '../../transport/json';
import { callApi, type ApiAccess } from '../../transport/request';
import { idOf, objectsOf, textOf, withoutUndefined } from '../../vocabulary/answerValues';
import { isFinished, type VideoDetails } from '../videoEntry';
import { readVideo } from './readVideo';
import { findVideoDetails } from './videos';

/** A video that an import has brought. */
export interface ImportedVideo extends VideoDetails {
	/** The post that it comes from, where memories.ai says so. */
	link?: string;
}

/** An import, and what it has brought so far. */
export interface ImportTask {
	taskId: string;
	/** None while memories.ai still downloads; also for an import that will never bring any. */
	videos: ImportedVideo[];
}

/**
 * Looks an import up. Source: v1.2 page "Get Task Status", by which the answer holds `video_ids`, and the observed answers of
 * later servers, which hold the `videos` themselves. Of videos that only their numbers are known of, each is looked up.
 *
 * @param finished videos that memories.ai was done with at an earlier look, by number; those found now are added
 * @throws ApiFailure when memories.ai refuses, or gives no list
 */
export async function findImportTask(
	api: ApiAccess,
	taskId: string,
	uniqueId?: string,
	finished = new Map<string, ImportedVideo>(),
): Promise<ImportTask> {
	const { data } = await callApi(api, {
		method: 'GET',
		endpoint: 'get_video_ids_by_task_id',
		query: withoutUndefined({ task_id: taskId, unique_id: uniqueId }),
		isLookup: true,
	});
	const { videos: entries, video_ids: ids } = isJsonObject(data) ? data : {};
	// No list is not an empty list.
	if (!Array.isArray(entries) && !Array.isArray(ids)) throw new ApiFailure('empty');
	const listed = objectsOf(entries).flatMap(readImported);
	const known = new Set(listed.map(({ videoNo }) => videoNo));
	const numbers = Array.isArray(ids) ? ids.flatMap((id) => idOf(id) ?? []) : [];
	const videos = [...listed];
	for (const videoNo of new Set(numbers)) {
		if (known.has(videoNo)) continue;
		const video = finished.get(videoNo) ?? (await findVideoDetails(api, videoNo, uniqueId));
		videos.push(video ?? { videoNo, name: '', status: '' });
	}
	for (const video of videos) if (isFinished(video)) finished.set(video.videoNo, video);
	return { taskId, videos };
}

function readImported(entry: IDataObject): ImportedVideo[] {
	const link = textOf(entry.video_url);
	return readVideo(entry).map((video) => ({ ...video, ...(link === undefined ? {} : { link }) }));
}
