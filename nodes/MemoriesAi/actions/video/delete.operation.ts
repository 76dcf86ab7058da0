import { endpointsOf } from '../../api/endpoints/endpointsOf';
import { PartlyDoneError } from '../../texts/UserError';
import { optionsWithUniqueId } from '../fields/uniqueId';
import { videosField } from '../fields/videoField';
import { defineOperation } from '../operation';

/** Deletes videos for good. */
export const deleteOperation = defineOperation({
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete video',
		description: 'Delete one or several videos for good',
	},
	lastingEffect: 'Deleted',
	fields: { videoNos: videosField, options: optionsWithUniqueId },
	async execute({ values: { videoNos, options }, openApi }) {
		const api = await openApi();
		const endpoints = endpointsOf(api);
		for (let done = 0; done < videoNos.length; done += endpoints.maxVideosADeletion) {
			const batch = videoNos.slice(done, done + endpoints.maxVideosADeletion);
			await endpoints.deleteVideos(api, batch, options.uniqueId).catch((error: unknown) => {
				if (done === 0) throw error;
				throw new PartlyDoneError(error, `Deleted before: ${videoNos.slice(0, done).join(', ')}`);
			});
		}
		return videoNos.map((videoNo) => ({ json: { videoNo, deleted: true } }));
	},
});
