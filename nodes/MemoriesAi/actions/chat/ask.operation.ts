import { askAboutVideos } from '../../api/endpoints/chat';
import { simplifyField } from '../fields/simplify';
import { optionsField, uniqueIdField } from '../fields/uniqueId';
import { videosField } from '../fields/videoField';
import { defineOperation } from '../operation';
import { answerItems } from './answerItems';
import { promptField, sessionIdField } from './questionFields';

/** Asks a question about one video or several. */
export const askOperation = defineOperation({
	option: {
		name: 'Ask',
		value: 'ask',
		action: 'Ask about videos',
		description: 'Ask a question about one or several videos and get an answer with the places it rests on',
	},
	fields: {
		videoNos: videosField,
		prompt: promptField,
		simplify: simplifyField,
		options: optionsField({ sessionId: sessionIdField, uniqueId: uniqueIdField }),
	},
	async execute({ values: { videoNos, prompt, simplify, options }, openApi }) {
		const data = await askAboutVideos(await openApi(), { videoNos, prompt, ...options });
		return answerItems(data, simplify, 'Ask again in other words, or about fewer videos');
	},
});
