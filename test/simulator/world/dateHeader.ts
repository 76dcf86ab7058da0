import type { ServerResponse } from 'node:http';
import type { World } from './world';

/**
 * Dates an answer that is about to be sent.
 *
 * @param now milliseconds since 1970
 */
export function setDateHeader(
	response: ServerResponse,
	{ dateHeaderOffsetMs: offsetMs }: Pick<World, 'dateHeaderOffsetMs'>,
	now: number,
): void {
	response.sendDate = offsetMs !== 'absent';
	if (offsetMs !== 'absent') response.setHeader('date', new Date(now + offsetMs).toUTCString());
}
