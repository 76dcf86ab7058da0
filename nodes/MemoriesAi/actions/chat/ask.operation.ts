import { askAboutVideos } from '../../api/endpoints/v1/chat';
import { V1_VERSIONS } from '../../api/vocabulary/apiVersion';
import { simplifyField } from '../fields/simplify';
import { optionsField, uniqueIdField } from '../fields/uniqueId';
import { videosField } from '../fields/videoField';
import { defineOperation } from '../operation';
import { answerItems } from './answerItems';
import { promptField, sessionIdField, WITHOUT_CHAT } from './questionFields';

/** Asks a question about one video or several. */
export const askOperation = defineOperation({
	option: {
		name: 'Ask',
		value: 'ask',
		action: 'Ask about videos',
		description: 'Ask a question about one or several videos and get an answer with the places it rests on',
	},
	apiVersions: V1_VERSIONS,
	wayOut: WITHOUT_CHAT,
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
