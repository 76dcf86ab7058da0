import { table } from '../table';
import { strangersKinds } from '../../simulator/strangers';
import type { StrangersResults } from './strangersLoad';

/** No call of a stranger may hold n8n's event loop for longer, in ms. */
const MAX_HOLD_MS = 50;

/** All calls of strangers together may cost memories.ai fewer requests. */
const MAX_REQUESTS = 20;

/** The figures of the strangers' calls. */
export function strangersReport({
	machine,
	kinds,
	executions,
	errorLines,
	requests,
}: StrangersResults): string {
	const calls = kinds.reduce((sum, kind) => sum + kind.calls, 0);
	return [
		'',
		`${calls} calls of strangers, ${machine.cores} cores`,
		...table([
			['', 'calls', 'answered', 'longest hold of the event loop, ms'],
			...kinds.map((kind) => [
				kind.kind,
				String(kind.calls),
				Object.entries(kind.answered)
					.map(([status, count]) => `${status}: ${count}`)
					.join(', '),
				kind.longestHoldMs.toFixed(1),
			]),
		]),
		`executions: ${executions}, lines of error: ${errorLines}, requests to memories.ai: ${requests}`,
		'',
	].join('\n');
}

/** Whether strangers got nothing, and cost next to nothing. */
export function isCheap({ kinds, executions, errorLines, requests }: StrangersResults): boolean {
	const isAsExpected = kinds.every(
		({ kind, calls, answered, longestHoldMs }) =>
			answered[String(strangersKinds.find((known) => known.kind === kind)?.status)] === calls &&
			longestHoldMs <= MAX_HOLD_MS,
	);
	return isAsExpected && executions === 0 && errorLines === 0 && requests < MAX_REQUESTS;
}
