import { checkVideoUrl } from '../../upload/checkVideoUrl';
import { uploadFromUrl } from '../../upload/uploadFromUrl';
import { readAccount } from '../../api/account';
import { fieldText } from '../fields/text';
import type { Operation } from '../operation';
import { additionalFields, callbackUrlField, DEFAULT_MAX_RETRIES, uploadOptions } from './uploadFields';
import { executeUpload } from './uploading';

const execute = executeUpload(async (context, itemIndex, { options }) => {
	const { baseUrl } = await readAccount(context);
	const text = fieldText(context.getNodeParameter('videoUrl', itemIndex));
	const url = checkVideoUrl(context.getNode(), itemIndex, text, baseUrl);
	return async (api, parameters) =>
		await uploadFromUrl(
			context,
			itemIndex,
			{ api, url, ...parameters },
			options.maxRetries ?? DEFAULT_MAX_RETRIES,
		);
});

/** Has memories.ai fetch a video from the web. */
export const uploadFromUrlOperation: Operation = {
	option: {
		name: 'Upload From URL',
		value: 'uploadFromUrl',
		action: 'Upload video from URL',
		description: 'Let memories.ai fetch a video from a web address, without passing it through the workflow',
	},
	apiVersions: ['v1.2', 'v1.1'],
	lastingEffect: 'Uploaded',
	fields: [
		{
			displayName: 'Video URL',
			name: 'videoUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://example.com/video.mp4',
			hint: 'A direct link to the video file that works without a login',
			description:
				'The address from which memories.ai downloads the video, up to 1 GB. The link has to be valid until it has.',
		},
		callbackUrlField,
		additionalFields(),
		uploadOptions(),
	],
	execute,
};
