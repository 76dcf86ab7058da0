import type { INodeProperties } from 'n8n-workflow';
import { whenFailed } from '../../api/ApiFailure';
import type { SummaryType } from '../../api/endpoints/endpoints';
import { endpointsOf } from '../../api/endpoints/endpointsOf';
import type { ApiAccess } from '../../api/transport/request';
import { UserError } from '../../texts/UserError';
import { field } from '../fields/field';
import { choice } from '../fields/readers';
import { optionsWithUniqueId } from '../fields/uniqueId';
import { videoField } from '../fields/videoField';
import { defineOperation } from '../operation';
import { throwUnlessParsed, whenUnparsed } from './throwUnlessParsed';

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

/** What the user can do without a summary. */
function insteadIn({ apiVersion }: ApiAccess): string {
	return apiVersion === 'datalake'
		? "Use the operation 'Get Transcript', and let a model of your choice summarize its text"
		: "Ask for a summary instead: choose the resource 'Chat' and its operation 'Ask', with a prompt such as 'Summarize the video in chapters'";
}

/** Lets memories.ai summarize a video, as a whole and part by part. */
export const summarizeOperation = defineOperation({
	option: {
		name: 'Summarize',
		value: 'summarize',
		action: 'Summarize video',
		description: 'Get a summary of a video, as a whole and by chapters or topics',
	},
	fields: {
		videoNo: videoField,
		summaryType: field(summaryType, choice<SummaryType>(summaryType)),
		options: optionsWithUniqueId,
	},
	async execute({ values: { videoNo, summaryType: type, options }, openApi }) {
		const api = await openApi();
		// The latest v1.2 does not write summaries any more.
		const asking = endpointsOf(api).summarizeVideo(api, type, videoNo, options.uniqueId);
		const summary = await asking.catch(whenUnparsed(api, videoNo, options.uniqueId)).catch(
			whenFailed(['unknownPath'], (cause) => {
				throw new UserError('This memories.ai server does not write summaries', insteadIn(api), { cause });
			}),
		);
		if (summary === undefined) {
			await throwUnlessParsed(api, videoNo, options.uniqueId);
			throw new UserError('memories.ai has no summary of the video', insteadIn(api));
		}
		return [{ json: { videoNo, type, ...summary } }];
	},
});
