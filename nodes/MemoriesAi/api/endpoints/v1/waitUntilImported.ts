import type { ApiAccess } from '../../transport/request';
import { isFinished } from '../videoEntry';
import { watch, type ParsePatience, type WatchEnding } from '../watch';
import { findImportTask, type ImportedVideo, type ImportTask } from './importTask';

/** memories.ai does not say when an import has brought all that it will; after so long without another video, it has. In ms. */
const SETTLING_MS = 2 * 60_000;

/**
 * Looks at an import again and again until memories.ai is done with all of its videos, or the time is over. An import that
 * shows no video may still be downloading, so it is waited for to the end.
 *
 * @param expected how many videos it can bring
 * @param uniqueId the part of a divided account they are in
 * @throws ApiFailure when memories.ai refuses in a way that waiting does not change, or asks for too long a pause
 */
export async function waitUntilImported(
	api: ApiAccess,
	taskId: string,
	expected: number,
	patience: ParsePatience,
	uniqueId?: string,
): Promise<WatchEnding<ImportTask>> {
	const finished = new Map<string, ImportedVideo>();
	let mostVideos = 0;
	let grownAt = performance.now();
	const isOver = ({ videos }: ImportTask) => {
		const now = performance.now();
		if (videos.length > mostVideos) grownAt = now;
		mostVideos = Math.max(mostVideos, videos.length);
		const isComplete = videos.length >= expected || now - grownAt >= SETTLING_MS;
		return videos.length > 0 && videos.every(isFinished) && isComplete;
	};
	const look = async (access: ApiAccess) => await findImportTask(access, taskId, uniqueId, finished);
	return await watch(api, { look, isOver, absence: undefined }, patience);
}
