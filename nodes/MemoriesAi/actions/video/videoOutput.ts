import type { IDataObject } from 'n8n-workflow';
import type { VideoDetails } from '../../api/endpoints/videoEntry';
import { meaningOfVideoStatus } from '../../api/vocabulary/videoStatus';

/**
 * A video as operations give it out. memories.ai has several words for a failed video, so two plain answers say what
 * its status means: `isParsed`, ready to be searched and asked about, and `isFailed`, which it stays. Neither is true
 * while memories.ai works on it.
 */
export function videoOutput({ videoNo, name, status, ...details }: VideoDetails): IDataObject {
	const meaning = meaningOfVideoStatus(status);
	return {
		videoNo,
		name,
		status,
		isParsed: meaning === 'parsed',
		isFailed: meaning === 'failed',
		...details,
	};
}
