import type { Summary } from './statistics';

/** A figure's median, and its spread in parentheses, in a unit that is so many of the figure's own. */
export function withSpread({ median, min, max }: Summary, unit: number, digits: number): string {
	const text = (value: number) => (value / unit).toFixed(digits);
	return `${text(median)} (${text(min)}–${text(max)})`;
}

/** Lines in which the cells of a column stand below each other, the first column to the left, others to the right. */
export function table(rows: string[][]): string[] {
	const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
	return rows.map((row) =>
		row
			.map((cell, column) =>
				column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
			)
			.join('   ')
			.trimEnd(),
	);
}
