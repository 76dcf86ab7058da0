import { badParameter } from '../envelope';
import { defaultUniqueId } from '../videoLibrary';
import { answerAsJson, answerAsStream, answerAsTokens, answerTo } from './chat';
import type { Endpoint } from './endpoint';

/**
 * Personal chat (v1.2 page "Personal Media Chat"): a question about all videos of the account, or of a part of it. The page
 * shows a stream of tokens, clients read the events that other chats send.
 */
export const chatPersonal: Endpoint = ({ generation, body }, { videos, ids, libraryChatForm }) => {
	const {
		prompt,
		session_id: session,
		unique_id: uniqueId = defaultUniqueId,
	} = { ...(body.json as Parameters) };
	if (typeof prompt !== 'string' || prompt === '') {
		return generation.refused(badParameter('prompt: must not be empty'));
	}
	const parsed = videos.all.filter((video) => video.status === 'PARSE' && video.uniqueId === uniqueId);
	const sessionId = typeof session === 'string' && session !== '' ? session : ids.digits18();
	const answer = answerTo(prompt, parsed);
	switch (libraryChatForm) {
		case 'json':
			return answerAsJson(answer, sessionId);
		case 'tokens':
			return answerAsTokens(answer);
		default:
			return answerAsStream(answer, sessionId);
	}
};

interface Parameters {
	prompt?: unknown;
	session_id?: unknown;
	unique_id?: unknown;
}
