import { table, withSpread } from '../table';
import type { CallbackResults, EngineResults, ReceiverResults } from './callbackLoad';
import type { ExpressionEngine } from './turns';

const engineTitles: Record<ExpressionEngine, string> = {
	vm: "n8n's default: a V8 isolate for each execution, and for each call that is not to a plain Webhook node",
	vmLazy: 'N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE=true: an isolate for what has expressions only',
	legacy: "N8N_EXPRESSION_ENGINE=legacy, no isolates: what is left is n8n's own work and its SQLite database",
};

/** The figures of the callback measurement, a table for each expression engine. */
export function callbackReport({ plan, machine, engines }: CallbackResults): string {
	return [
		'',
		`Callbacks, ${plan.turns} x ${plan.deliveries} to each, ${plan.atOnce} at once, ${machine.cores} cores`,
		...engines.flatMap(engineReport),
		'',
	].join('\n');
}

/** Whether every callback was accepted and executed, and none twice. */
export function isComplete({ engines }: CallbackResults): boolean {
	return engines
		.flatMap(({ receivers }) => receivers)
		.every(({ sent, executedOnce, repeated }) => executedOnce === sent && repeated === 0);
}

function engineReport({ expressionEngine, receivers }: EngineResults): string[] {
	const header = [
		'',
		'executions/s',
		'of the Webhook node with Header Auth',
		"n8n's CPU ms each",
		'answer p50 / p99 ms',
		'executed once / sent',
		'repeated',
	];
	return ['', engineTitles[expressionEngine], ...table([header, ...receivers.map(rowOf)])];
}

function rowOf(results: ReceiverResults): string[] {
	const { receiver, executionsPerSecond, ratio, cpuMs, answerMs, executedOnce, sent, repeated } = results;
	return [
		receiver,
		withSpread(executionsPerSecond, 1, 1),
		withSpread(ratio, 1, 2),
		withSpread(cpuMs, 1, 0),
		`${answerMs.p50.toFixed(0)} / ${answerMs.p99.toFixed(0)}`,
		`${executedOnce} / ${sent}`,
		String(repeated),
	];
}
