import type { CallbackResults } from './callbackLoad';

/** The figures of the callback measurement, a line for each receiver. */
export function callbackReport({ plan, receivers, ratio }: CallbackResults): string {
	return [
		'',
		`Callbacks, ${plan.pairs} x ${plan.deliveries} to each, ${plan.atOnce} at once`,
		...receivers.map(
			({ receiver, executionsPerSecond, answerMs, accepted, executedOnce, repeated }) =>
				`${receiver.padEnd(20)} ${executionsPerSecond.median.toFixed(1)} executions a second ` +
				`(${executionsPerSecond.min.toFixed(1)}–${executionsPerSecond.max.toFixed(1)}), ` +
				`answer p50 ${Math.round(answerMs.p50)} ms, p99 ${Math.round(answerMs.p99)} ms, ` +
				`${accepted} accepted, ${executedOnce} of them executed once, ${repeated} repeated`,
		),
		`Executions a second, Memories.ai Trigger : Webhook node  ${ratio.median.toFixed(2)} (${ratio.min.toFixed(2)}–${ratio.max.toFixed(2)})`,
		'',
	].join('\n');
}

/** Whether every accepted callback was executed, and none twice. */
export function isComplete({ receivers }: CallbackResults): boolean {
	return receivers.every(
		({ accepted, executedOnce, repeated }) => executedOnce === accepted && repeated === 0,
	);
}
