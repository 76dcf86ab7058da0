import { apiError } from '../../api/errors';
import { getVideoDetails } from '../../api/videos';
import { chosenUniqueId, optionsWithUniqueId } from '../fields/uniqueId';
import { chosenVideo, noSuchVideo, videoField } from '../fields/videoField';
import type { Operation } from '../operation';
import { videoOutput } from './videoOutput';

const execute: Operation['execute'] = async (context, itemIndex, openApi) => {
	const videoNo = chosenVideo(context, itemIndex);
	const api = await openApi();
	const lookup = await getVideoDetails(context, api, videoNo, chosenUniqueId(context, itemIndex, api));
	if (lookup.kind !== 'answered') throw apiError(context.getNode(), lookup, itemIndex);
	if (lookup.video === undefined) throw noSuchVideo(context, itemIndex, videoNo);
	return [{ json: videoOutput(lookup.video) }];
};

/** Looks up the status and the details of a video. */
export const getOperation: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get video',
		description: 'Get the status and the details of a video',
	},
	apiVersions: ['v1.2', 'v1.1'],
	fields: [videoField, optionsWithUniqueId()],
	execute,
};
