import { whenFailed } from '../../api/ApiFailure';
import { endpointsOf } from '../../api/endpoints/endpointsOf';
import { getVideoDetails } from '../../api/endpoints/videos';
import { videoField } from '../fields/videoField';
import { defineOperation } from '../operation';
import { fileItem, fileOptionsWithUniqueId, outputField, throwWithoutFile } from './fileFields';

/** Gets the original of a video, as the file that it was uploaded as. */
export const downloadOperation = defineOperation({
	option: {
		name: 'Download',
		value: 'download',
		action: 'Download video',
		description: 'Get the original file of a video, of any size; memories.ai charges for the traffic',
	},
	apiVersions: ['v1.2', 'datalake'],
	handlesFile: true,
	fields: { videoNo: videoField, output: outputField, options: fileOptionsWithUniqueId },
	async execute({ context, values: { videoNo, output, options }, openApi }) {
		const api = await openApi();
		const { name } = await getVideoDetails(api, videoNo, options.uniqueId);
		const place = await endpointsOf(api).findOriginal(api, videoNo, options.uniqueId);
		const what = 'original';
		const receiving = fileItem(context, api, { videoNo, place, name, what, output, options });
		return [
			await receiving.catch(
				whenFailed(['absent'], async () => await throwWithoutFile(api, what, videoNo, options.uniqueId)),
			),
		];
	},
});
