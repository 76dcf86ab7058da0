import type { Resource } from '../operation';
import { deleteOperation } from './delete.operation';
import { downloadOperation } from './download.operation';
import { getOperation } from './get.operation';
import { getClipOperation } from './getClip.operation';
import { getFrameOperation } from './getFrame.operation';
import { getManyOperation } from './getMany.operation';
import { getTaskOperation } from './getTask.operation';
import { getTranscriptOperation } from './getTranscript.operation';
import { importFromCreatorOperation } from './importFromCreator.operation';
import { importFromHashtagOperation } from './importFromHashtag.operation';
import { importFromPostOperation } from './importFromPost.operation';
import { summarizeOperation } from './summarize.operation';
import { uploadOperation } from './upload.operation';
import { uploadFromUrlOperation } from './uploadFromUrl.operation';
import { waitUntilParsedOperation } from './waitUntilParsed.operation';

/** Videos in the user's memories.ai account. */
export const video: Resource = {
	option: { name: 'Video', value: 'video' },
	defaultOperation: 'upload',
	defaultToolOperation: 'getMany',
	operations: {
		delete: deleteOperation,
		download: downloadOperation,
		get: getOperation,
		getClip: getClipOperation,
		getFrame: getFrameOperation,
		getMany: getManyOperation,
		getTask: getTaskOperation,
		getTranscript: getTranscriptOperation,
		importFromCreator: importFromCreatorOperation,
		importFromHashtag: importFromHashtagOperation,
		importFromPost: importFromPostOperation,
		summarize: summarizeOperation,
		upload: uploadOperation,
		uploadFromUrl: uploadFromUrlOperation,
		waitUntilParsed: waitUntilParsedOperation,
	},
};
