import type { RealOutputs } from './outputs';

/** Names of fields that come out of the nodes, such as `segments[].text`, and of events. */
export interface OutputContracts {
	/** By `resource:operation`. */
	operations: Record<string, string[]>;
	event: string[];
	eventNames: string[];
}

/** The names in what came out of real runs. */
export function outputNames({ operations, events }: RealOutputs): OutputContracts {
	const named = Object.entries(operations).map(([operation, outputs]): [string, string[]] => [
		operation,
		namesIn(outputs.map(({ json }) => json)),
	]);
	return {
		operations: Object.fromEntries(named),
		event: namesIn(events.map(({ json }) => json)),
		eventNames: [...new Set(events.map(({ json }) => json.event as string))].sort(),
	};
}

/** Names of all fields, with those inside of objects and lists, in alphabetical order. */
function namesIn(values: readonly unknown[]): string[] {
	return [...new Set(values.flatMap((value) => namesBelow(value, '')))].sort();
}

function namesBelow(value: unknown, place: string): string[] {
	if (Array.isArray(value)) return value.flatMap((entry) => namesBelow(entry, `${place}[]`));
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([name, inner]) => {
		const path = place === '' ? name : `${place}.${name}`;
		return [path, ...namesBelow(inner, path)];
	});
}
