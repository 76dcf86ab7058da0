import type { IDataObject } from 'n8n-workflow';
import { meaningOfVideo, type VideoDetails } from './videoEntry';

/**
 * A video as operations give it out. memories.ai has several words for a failed video, so two plain answers say what
 * its status means: `isParsed`, ready to be searched and asked about, and `isFailed`, which it stays. Neither is true
 * while memories.ai works on it.
 */
export function videoOutput(video: VideoDetails): IDataObject {
	const { videoNo, name, status, meaning = meaningOfVideo(video), ...details } = video;
	return {
		videoNo,
		name,
		status,
		isParsed: meaning === 'parsed',
		isFailed: meaning === 'failed',
		...details,
	};
}
