import type { ReceivedBody } from '../body/receivedBody';

/** The digits of an integer in a JSON body, which parsing rounds beyond 15 of them; undefined when there is none. */
export function integerIn({ jsonText = '' }: ReceivedBody, name: string): string | undefined {
	return new RegExp(`"${name}"\\s*:\\s*(-?\\d+)(?![\\d.eE])`).exec(jsonText)?.[1];
}
