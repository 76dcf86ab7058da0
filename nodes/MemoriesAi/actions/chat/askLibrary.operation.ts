import { whenFailed } from '../../api/ApiFailure';
import { askAboutLibrary } from '../../api/endpoints/v1/chat';
import { UserError } from '../../texts/UserError';
import { simplifyField } from '../fields/simplify';
import { optionsField, uniqueIdField } from '../fields/uniqueId';
import { defineOperation } from '../operation';
import { answerItems } from './answerItems';
import { promptField, sessionIdField, WITHOUT_CHAT } from './questionFields';

/** Asks a question about all videos of the account, or of a part of it. */
export const askLibraryOperation = defineOperation({
	option: {
		name: 'Ask Library',
		value: 'askLibrary',
		action: 'Ask about all videos',
		description:
			'Ask a question about all videos in your account and get an answer with the places it rests on; API v1.2 only',
	},
	apiVersions: ['v1.2'],
	wayOut: WITHOUT_CHAT,
	fields: {
		prompt: promptField,
		simplify: simplifyField,
		options: optionsField({ sessionId: sessionIdField, uniqueId: uniqueIdField }),
	},
	async execute({ values: { prompt, simplify, options }, openApi }) {
		const asking = askAboutLibrary(await openApi(), { prompt, ...options });
		const data = await asking.catch(
			whenFailed(['unknownPath'], (failure) => {
				throw new UserError(
					"memories.ai does not offer 'Ask Library' any more",
					"The server no longer has the address that its documentation names for it, chat_personal_stream. Find the videos with 'Search Videos', then ask about them with 'Ask'",
					{ cause: failure },
				);
			}),
		);
		return answerItems(
			data,
			simplify,
			'Ask again in other words, and check that the account has parsed videos',
		);
	},
});
