import type { INodeProperties } from 'n8n-workflow';
import { apiError } from '../../api/errors';
import { getTranscript, type TranscriptType } from '../../api/transcripts';
import { chosenUniqueId, optionsWithUniqueId } from '../fields/uniqueId';
import { chosenVideo, videoField } from '../fields/videoField';
import type { Operation } from '../operation';
import { throwUnlessParsed } from './parsedVideo';

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

const execute: Operation['execute'] = async (context, itemIndex, openApi) => {
	const videoNo = chosenVideo(context, itemIndex);
	const type = context.getNodeParameter(transcriptType.name, itemIndex) as TranscriptType;
	const api = await openApi();
	const uniqueId = chosenUniqueId(context, itemIndex, api);
	const outcome = await getTranscript(context, api, type, videoNo, uniqueId);
	if (outcome.kind !== 'answered') throw apiError(context.getNode(), outcome, itemIndex);
	const { segments } = outcome;
	if (segments.length === 0) await throwUnlessParsed(context, itemIndex, api, videoNo, uniqueId);
	const text = segments.map((segment) => segment.text).join('\n');
	return [{ json: { videoNo, type, text, segments } }];
};

/** Gets what is said or seen in a video; a parsed video without words has an empty transcript. */
export const getTranscriptOperation: Operation = {
	option: {
		name: 'Get Transcript',
		value: 'getTranscript',
		action: 'Get transcript of video',
		description: 'Get what is said or seen in a video, with the time of each part',
	},
	apiVersions: ['v1.2', 'v1.1'],
	fields: [videoField, transcriptType, optionsWithUniqueId()],
	execute,
};
