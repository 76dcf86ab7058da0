import { table } from '../table';
import { strangersKinds } from '../../simulator/strangers';
import { isTooLong, type KindResults, type StrangersResults } from './strangersLoad';

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
			['', 'calls', 'answered', 'longest hold of the event loop, ms', 'longest work, ms'],
			...kinds.map(({ kind, calls, answered, longestMs, longestWorkMs }) => [
				kind,
				String(calls),
				Object.entries(answered)
					.map(([status, count]) => `${status}: ${count}`)
					.join(', '),
				longestMs.toFixed(0),
				longestWorkMs.toFixed(0),
			]),
		]),
		`executions: ${executions}, lines of error: ${errorLines}, requests to memories.ai: ${requests}`,
		'',
	].join('\n');
}

/** Whether strangers got nothing, and cost next to nothing. */
export function isCheap({ kinds, executions, errorLines, requests }: StrangersResults): boolean {
	const isAsExpected = kinds.every((kind) => hasRightAnswers(kind) && !isTooLong(kind));
	return isAsExpected && executions === 0 && errorLines === 0 && requests < MAX_REQUESTS;
}

function hasRightAnswers({ kind, calls, answered }: KindResults): boolean {
	return answered[String(strangersKinds.find((known) => known.kind === kind)?.status)] === calls;
}
