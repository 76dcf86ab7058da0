import { MAX_MOVED_VIDEOS, moveToFolder } from '../../api/endpoints/v1/folders';
import { PartlyDoneError } from '../../texts/UserError';
import { requiredFolderField } from '../fields/folderId';
import { videosField } from '../fields/videoField';
import { defineOperation } from '../operation';
import { whenWithoutFolders, WITHOUT_FOLDER_CHANGES } from './whenWithoutFolders';

/** Moves videos into a folder, however many they are. */
export const moveVideosOperation = defineOperation({
	option: {
		name: 'Move Videos',
		value: 'moveVideos',
		action: 'Move videos to folder',
		description: 'Move one or several videos into a folder; API v1.2 only',
	},
	apiVersions: ['v1.2'],
	wayOut: WITHOUT_FOLDER_CHANGES,
	fields: {
		folderId: requiredFolderField('The folder to move the videos into'),
		videoNos: videosField,
	},
	async execute({ values: { folderId, videoNos }, openApi }) {
		const api = await openApi();
		for (let done = 0; done < videoNos.length; done += MAX_MOVED_VIDEOS) {
			const batch = videoNos.slice(done, done + MAX_MOVED_VIDEOS);
			const moving = moveToFolder(api, folderId, batch).catch(whenWithoutFolders);
			await moving.catch((error: unknown) => {
				if (done === 0) throw error;
				throw new PartlyDoneError(error, `The first ${done} of the ${videoNos.length} videos are moved`);
			});
		}
		return videoNos.map((videoNo) => ({ json: { videoNo, folderId, moved: true } }));
	},
});
