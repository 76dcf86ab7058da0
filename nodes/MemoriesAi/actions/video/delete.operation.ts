import { apiError, withNote } from '../../api/errors';
import { deleteVideos, MAX_VIDEOS_A_DELETION } from '../../api/videos';
import { chosenUniqueId, optionsWithUniqueId } from '../fields/uniqueId';
import { chosenVideos, videosField } from '../fields/videoField';
import type { Operation } from '../operation';

const execute: Operation['execute'] = async (context, itemIndex, openApi) => {
	const videoNos = chosenVideos(context, itemIndex);
	const api = await openApi();
	const uniqueId = chosenUniqueId(context, itemIndex, api);
	for (let done = 0; done < videoNos.length; done += MAX_VIDEOS_A_DELETION) {
		const batch = videoNos.slice(done, done + MAX_VIDEOS_A_DELETION);
		const outcome = await deleteVideos(context, api, batch, uniqueId);
		if (outcome.kind !== 'deleted') {
			const error = apiError(context.getNode(), outcome, itemIndex);
			throw done === 0 ? error : withNote(error, `Deleted before: ${videoNos.slice(0, done).join(', ')}`);
		}
	}
	return videoNos.map((videoNo) => ({ json: { videoNo, deleted: true } }));
};

/** Deletes videos for good. */
export const deleteOperation: Operation = {
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete video',
		description: 'Delete one or several videos for good',
	},
	apiVersions: ['v1.2', 'v1.1'],
	lastingEffect: 'Deleted',
	fields: [videosField, optionsWithUniqueId()],
	execute,
};
