import type { Resource } from '../operation';
import { searchTranscriptsOperation } from './searchTranscripts.operation';
import { searchVideosOperation } from './searchVideos.operation';

/** The search through all videos of the account. */
export const search: Resource = {
	option: { name: 'Search', value: 'search' },
	defaultOperation: 'searchVideos',
	operations: { searchTranscripts: searchTranscriptsOperation, searchVideos: searchVideosOperation },
};
