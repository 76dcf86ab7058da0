import type { INodeProperties } from 'n8n-workflow';
import type { TranscriptType } from '../../api/endpoints/endpoints';
import { endpointsOf } from '../../api/endpoints/endpointsOf';
import { field } from '../fields/field';
import { choice } from '../fields/readers';
import { optionsWithUniqueId } from '../fields/uniqueId';
import { videoField } from '../fields/videoField';
import { defineOperation } from '../operation';
import { throwUnlessParsed, whenUnparsed } from './throwUnlessParsed';

const transcriptType: INodeProperties = {
	displayName: 'Transcript Of',
	name: 'transcriptType',
	type: 'options',
	default: 'audio',
	description: 'Which side of the video to put into words',
	options: [
		{ name: 'Audio', value: 'audio', description: 'What is said in the video' },
		{ name: 'Visuals', value: 'visual', description: 'What is seen in the video' },
	],
};

/** Gets what is said or seen in a video; a parsed video without words has an empty transcript. */
export const getTranscriptOperation = defineOperation({
	option: {
		name: 'Get Transcript',
		value: 'getTranscript',
		action: 'Get transcript of video',
		description: 'Get what is said or seen in a video, with the time of each part',
	},
	fields: {
		videoNo: videoField,
		transcriptType: field(transcriptType, choice<TranscriptType>(transcriptType)),
		options: optionsWithUniqueId,
	},
	async execute({ values: { videoNo, transcriptType: type, options }, openApi }) {
		const api = await openApi();
		const asking = endpointsOf(api).getTranscript(api, type, videoNo, options.uniqueId);
		const segments = await asking.catch(whenUnparsed(api, videoNo, options.uniqueId));
		if (segments.length === 0) await throwUnlessParsed(api, videoNo, options.uniqueId);
		const text = segments.map((segment) => segment.text).join('\n');
		return [{ json: { videoNo, type, text, segments } }];
	},
});
