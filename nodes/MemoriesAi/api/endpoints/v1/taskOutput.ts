import type { IDataObject } from 'n8n-workflow';
import { isFinished, meaningOfVideo } from '../videoEntry';
import { videoOutput } from '../videoOutput';
import type { ImportTask } from './importTask';

/**
 * An import as operations and events give it out. memories.ai does not tell its state, only its videos: `isFinished` says that
 * there are some and that memories.ai is done with each of them.
 */
export function taskOutput({ taskId, videos }: ImportTask): IDataObject {
	const count = (meaning: 'failed' | 'parsed') =>
		videos.filter((video) => meaningOfVideo(video) === meaning).length;
	return {
		taskId,
		isFinished: videos.length > 0 && videos.every(isFinished),
		videoCount: videos.length,
		parsedCount: count('parsed'),
		failedCount: count('failed'),
		videos: videos.map(videoOutput),
	};
}
