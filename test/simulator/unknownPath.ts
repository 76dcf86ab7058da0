import { jsonAnswer, type Answer } from './answer';
import { responseCodes } from './envelope';

/**
 * How a path without an endpoint is answered: as Spring answers by itself, HTTP 404, or as memories.ai has
 * been seen to answer, HTTP 200 with an envelope of code `0001`.
 */
export type UnknownPathAnswer = 'spring404' | 'envelope0001';

/**
 * The answer to a request that no endpoint exists for.
 *
 * @param now milliseconds since 1970
 * @param requestId what Spring calls the request in its error body
 */
export function unknownPathAnswer(
	kind: UnknownPathAnswer,
	path: string,
	now: number,
	requestId: string,
): Answer {
	if (kind === 'envelope0001') {
		return jsonAnswer({ code: responseCodes.badParameter, msg: 'No static resource api.' });
	}
	const timestamp = new Date(now).toISOString().replace('Z', '+00:00');
	return jsonAnswer({ timestamp, path, status: 404, error: 'Not Found', requestId }, 404);
}
