import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { askAboutVideos, readChatAnswer } from '../../api/chat';
import { apiError, inputError } from '../../api/errors';
import { isSimplified, simplifyField } from '../fields/simplify';
import { fieldText } from '../fields/text';
import { chosenUniqueId, optionsWithUniqueId } from '../fields/uniqueId';
import { chosenVideos, videosField } from '../fields/videoField';
import type { Operation } from '../operation';

const prompt: INodeProperties = {
	displayName: 'Prompt',
	name: 'prompt',
	type: 'string',
	typeOptions: { rows: 3 },
	default: '',
	required: true,
	placeholder: 'e.g. Which questions does the audience ask?',
	description: 'The question to answer from the videos, in any words',
};

const sessionId: INodeProperties = {
	displayName: 'Session ID',
	name: 'sessionId',
	type: 'string',
	default: '',
	placeholder: 'e.g. 606122521888985088',
	description:
		'The conversation to go on with: the sessionId in the output of an earlier question. Empty for a new one.',
};

const options = optionsWithUniqueId(sessionId);

const execute: Operation['execute'] = async (context, itemIndex, openApi) => {
	const node = context.getNode();
	const videoNos = chosenVideos(context, itemIndex);
	const question = fieldText(context.getNodeParameter(prompt.name, itemIndex));
	if (question === '') {
		throw inputError(node, itemIndex, "'Prompt' is empty", 'Enter the question to ask about the videos');
	}
	const chosen = context.getNodeParameter(options.name, itemIndex, {}) as IDataObject;
	const api = await openApi();
	const outcome = await askAboutVideos(context, api, {
		videoNos,
		prompt: question,
		sessionId: fieldText(chosen[sessionId.name]) || undefined,
		uniqueId: chosenUniqueId(context, itemIndex, api),
	});
	if (outcome.kind !== 'answered') throw apiError(node, outcome, itemIndex);
	const answer = readChatAnswer(outcome.data);
	if (answer === undefined) {
		throw inputError(
			node,
			itemIndex,
			'memories.ai took the question but gave no answer',
			'Ask again in other words, or about fewer videos',
		);
	}
	return [{ json: isSimplified(context, itemIndex) ? { ...answer } : (outcome.data as IDataObject) }];
};

/** Asks a question about one video or several. */
export const askOperation: Operation = {
	option: {
		name: 'Ask',
		value: 'ask',
		action: 'Ask about videos',
		description: 'Ask a question about one or several videos and get an answer with the places it rests on',
	},
	apiVersions: ['v1.2', 'v1.1'],
	fields: [videosField, prompt, simplifyField, options],
	execute,
};
