import type { INodeProperties } from 'n8n-workflow';
import { apiError, inputError } from '../../api/errors';
import { isPathUnknown } from '../../api/request';
import { summarizeVideo, type SummaryType } from '../../api/summaries';
import { chosenUniqueId, optionsWithUniqueId } from '../fields/uniqueId';
import { chosenVideo, videoField } from '../fields/videoField';
import type { Operation } from '../operation';
import { throwUnlessParsed } from './parsedVideo';

const summaryType: INodeProperties = {
	displayName: 'Divide Into',
	name: 'summaryType',
	type: 'options',
	default: 'chapters',
	description: 'What the parts of the summary are about',
	options: [
		{ name: 'Chapters', value: 'chapters', description: 'One part after the other, with its start time' },
		{ name: 'Topics', value: 'topics', description: 'What the video is about, without times' },
	],
};

const ASK_INSTEAD =
	"Ask for a summary instead: choose the resource 'Chat' and its operation 'Ask', with a prompt such as 'Summarize the video in chapters'";

const execute: Operation['execute'] = async (context, itemIndex, openApi) => {
	const node = context.getNode();
	const videoNo = chosenVideo(context, itemIndex);
	const type = context.getNodeParameter(summaryType.name, itemIndex) as SummaryType;
	const api = await openApi();
	const uniqueId = chosenUniqueId(context, itemIndex, api);
	const outcome = await summarizeVideo(context, api, type, videoNo, uniqueId);
	if (outcome.kind !== 'answered') {
		if (!isPathUnknown(outcome)) throw apiError(node, outcome, itemIndex);
		throw inputError(node, itemIndex, 'This memories.ai server does not write summaries', ASK_INSTEAD);
	}
	const { summary } = outcome;
	if (summary === undefined) {
		await throwUnlessParsed(context, itemIndex, api, videoNo, uniqueId);
		throw inputError(node, itemIndex, 'memories.ai has no summary of the video', ASK_INSTEAD);
	}
	return [{ json: { videoNo, type, ...summary } }];
};

/** Lets memories.ai summarize a video, as a whole and part by part. */
export const summarizeOperation: Operation = {
	option: {
		name: 'Summarize',
		value: 'summarize',
		action: 'Summarize video',
		description: 'Get a summary of a video, as a whole and by chapters or topics',
	},
	apiVersions: ['v1.2', 'v1.1'],
	fields: [videoField, summaryType, optionsWithUniqueId()],
	execute,
};
