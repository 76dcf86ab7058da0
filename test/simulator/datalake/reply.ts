import type { Answer, Reply } from '../answer';
import { isCarriedOut, type DatalakeFault } from './faults';

/**
 * What a request is answered, its fault considered.
 *
 * @param carryOut carries the request out and gives its answer; called once, at most
 * @param refuse the answer to a fault of the kind 'refusal'
 */
export function replyTo(
	fault: DatalakeFault | undefined,
	carryOut: () => Answer,
	refuse: (fault: DatalakeFault & { kind: 'refusal' }) => Answer,
): Reply {
	const answer = isCarriedOut(fault) ? carryOut() : undefined;
	switch (fault?.kind) {
		case 'refusal':
			return refuse(fault);
		case 'http':
			return { status: fault.status, headers: fault.headers ?? {}, body: fault.body ?? '' };
		case 'dropAfterBody':
			return 'hangUp';
		case 'silentAfterBody':
			return 'silence';
		case 'truncatedJson':
			return altered(answer, (body) => body.slice(0, body.length / 2));
		case 'alteredAnswer':
			return altered(answer, fault.alter);
		default:
			return altered(answer, (body) => body);
	}
}

function altered(answer: Answer | undefined, alter: (body: string) => string): Reply {
	return answer === undefined ? 'hangUp' : { ...answer, body: alter(answer.body) };
}
