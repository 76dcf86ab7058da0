/** The text that a field holds, without blanks around it; an expression may make it a number, or nothing at all. */
export function fieldText(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}
