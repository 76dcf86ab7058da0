import { readFileSync } from 'node:fs';
import path from 'node:path';
import { projectFolder } from '../../n8n/packProject';
import type { Contract } from './contract';

/** Where the contract stands that was last decided on. */
export const contractFile = path.join(projectFolder, 'docs', 'contract.json');

/** The contract that was last decided on. */
export function recordedContract(): Contract {
	return JSON.parse(readFileSync(contractFile, 'utf8')) as Contract;
}

/**
 * Compares two contracts.
 *
 * @returns a line for each name that is gone, new, or stands for something else
 */
export function changesOf(recorded: Contract, current: Contract): string[] {
	const before = entriesOf(recorded);
	const now = entriesOf(current);
	const gone = [...before.keys()].filter((name) => !now.has(name)).map((name) => `gone     ${name}`);
	const others = [...now].flatMap(([name, meaning]) => {
		if (!before.has(name)) return [`new      ${name}${meaning}`];
		return before.get(name) === meaning ? [] : [`changed  ${name}:${before.get(name)} ->${meaning}`];
	});
	return [...gone, ...others];
}

/** Every name of a contract with what it stands for, as text. */
function entriesOf({ parameters, outputs }: Contract): Map<string, string> {
	const named = (kind: string, names: readonly string[]): Array<[string, string]> =>
		names.map((name) => [`${kind} ${name}`, '']);
	return new Map([
		...Object.entries(parameters).map(([name, contract]): [string, string] => [
			`parameter ${name}`,
			` ${JSON.stringify(contract)}`,
		]),
		...Object.entries(outputs.operations).flatMap(([operation, names]) =>
			named(`output of ${operation}`, names),
		),
		...named('field of the event', outputs.event),
		...named('event', outputs.eventNames),
	]);
}
