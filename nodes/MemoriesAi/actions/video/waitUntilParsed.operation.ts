import { optionsField, uniqueIdField } from '../fields/uniqueId';
import { videoField } from '../fields/videoField';
import { defineOperation } from '../operation';
import { outputWhenParsed, WAIT_OPTIONS } from './outputWhenParsed';

/** Goes on when memories.ai has parsed a video. */
export const waitUntilParsedOperation = defineOperation({
	option: {
		name: 'Wait Until Parsed',
		value: 'waitUntilParsed',
		action: 'Wait until video is parsed',
		description:
			'Wait until memories.ai has parsed a video, then get its status and details; holds a slot of n8n meanwhile',
	},
	fields: { videoNo: videoField, options: optionsField({ ...WAIT_OPTIONS, uniqueId: uniqueIdField }) },
	async execute({ values: { videoNo, options }, openApi }) {
		return [{ json: await outputWhenParsed(await openApi(), videoNo, options, options.uniqueId) }];
	},
});
