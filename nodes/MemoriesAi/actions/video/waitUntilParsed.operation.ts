import { chosenUniqueId, optionsWithUniqueId } from '../fields/uniqueId';
import { chosenVideo, videoField } from '../fields/videoField';
import type { Operation } from '../operation';
import { outputWhenParsed, WAIT_OPTIONS, type WaitOptions } from './waiting';

const execute: Operation['execute'] = async (context, itemIndex, openApi) => {
	const videoNo = chosenVideo(context, itemIndex);
	const options = context.getNodeParameter('options', itemIndex, {}) as WaitOptions;
	const api = await openApi();
	const uniqueId = chosenUniqueId(context, itemIndex, api);
	return [{ json: await outputWhenParsed(context, itemIndex, api, videoNo, options, uniqueId) }];
};

/** Goes on when memories.ai has parsed a video. */
export const waitUntilParsedOperation: Operation = {
	option: {
		name: 'Wait Until Parsed',
		value: 'waitUntilParsed',
		action: 'Wait until video is parsed',
		description: 'Wait until memories.ai has parsed a video, then get its status and details',
	},
	apiVersions: ['v1.2', 'v1.1'],
	fields: [videoField, optionsWithUniqueId(...WAIT_OPTIONS)],
	execute,
};
