/** A figure taken several times: its middle and its spread. */
export interface Summary {
	median: number;
	min: number;
	max: number;
}

/** @param values at least one */
export function summaryOf(values: readonly number[]): Summary {
	const sorted = [...values].sort((a, b) => a - b);
	const at = (index: number) => sorted[index] ?? NaN;
	const middle = (sorted.length - 1) / 2;
	return {
		median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2,
		min: at(0),
		max: at(sorted.length - 1),
	};
}
