import type { Resource } from '../operation';
import { getOperation } from './get.operation';
import { uploadOperation } from './upload.operation';

/** Videos in the user's memories.ai account. */
export const video: Resource = {
	option: { name: 'Video', value: 'video' },
	defaultOperation: 'upload',
	operations: { get: getOperation, upload: uploadOperation },
};
