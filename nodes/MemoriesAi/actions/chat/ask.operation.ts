import type { IDataObject } from 'n8n-workflow';
import { askAboutVideos, readChatAnswer } from '../../api/endpoints/v1/chat';
import { V1_VERSIONS } from '../../api/vocabulary/apiVersion';
import { UserError } from '../../texts/UserError';
import { field } from '../fields/field';
import { requiredText, text } from '../fields/readers';
import { simplifyField } from '../fields/simplify';
import { optionsField, uniqueIdField } from '../fields/uniqueId';
import { videosField } from '../fields/videoField';
import { defineOperation } from '../operation';

const promptField = field(
	{
		displayName: 'Prompt',
		name: 'prompt',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		required: true,
		placeholder: 'e.g. Which questions does the audience ask?',
		description: 'The question to answer from the videos, in any words',
	},
	requiredText('Enter the question to ask about the videos'),
);

const sessionIdField = field(
	{
		displayName: 'Session ID',
		name: 'sessionId',
		type: 'string',
		default: '',
		placeholder: 'e.g. 606122521888985088',
		description:
			'The conversation to go on with: the sessionId in the output of an earlier question. Empty for a new one.',
	},
	text,
);

/** Asks a question about one video or several. */
export const askOperation = defineOperation({
	option: {
		name: 'Ask',
		value: 'ask',
		action: 'Ask about videos',
		description: 'Ask a question about one or several videos and get an answer with the places it rests on',
	},
	apiVersions: V1_VERSIONS,
	wayOut:
		"Find the places with 'Search Videos' of the resource 'Search', and let a model answer from them, as in n8n's AI Agent with 'Memories.ai Tool'",
	fields: {
		videoNos: videosField,
		prompt: promptField,
		simplify: simplifyField,
		options: optionsField({ sessionId: sessionIdField, uniqueId: uniqueIdField }),
	},
	async execute({ values: { videoNos, prompt, simplify, options }, openApi }) {
		const data = await askAboutVideos(await openApi(), { videoNos, prompt, ...options });
		const answer = readChatAnswer(data);
		if (answer === undefined) {
			throw new UserError(
				'memories.ai took the question but gave no answer',
				'Ask again in other words, or about fewer videos',
			);
		}
		return [{ json: simplify ? { ...answer } : (data as IDataObject) }];
	},
});
