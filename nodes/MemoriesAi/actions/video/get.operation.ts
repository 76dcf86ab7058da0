import { getVideoDetails } from '../../api/endpoints/videos';
import { optionsWithUniqueId } from '../fields/uniqueId';
import { videoField } from '../fields/videoField';
import { defineOperation } from '../operation';
import { videoOutput } from '../../api/endpoints/videoOutput';

/** Looks up the status and the details of a video. */
export const getOperation = defineOperation({
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get video',
		description: 'Get the status and the details of a video',
	},
	fields: { videoNo: videoField, options: optionsWithUniqueId },
	async execute({ values: { videoNo, options }, openApi }) {
		const video = await getVideoDetails(await openApi(), videoNo, options.uniqueId);
		return [{ json: videoOutput(video) }];
	},
});
