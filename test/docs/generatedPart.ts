/**
 * A document with the part between two marks written anew.
 *
 * @param name of the part, in its marks
 * @param command that writes it, which the first mark names
 * @throws when the document has no place marked for it
 */
export function withGeneratedPart(
	document: string,
	name: string,
	command: string,
	lines: readonly string[],
): string {
	const start = `<!-- ${name}: made by \`${command}\` -->`;
	const end = `<!-- /${name} -->`;
	const from = document.indexOf(start);
	const to = document.indexOf(end, from);
	if (from < 0 || to < 0) throw new Error(`The document lacks ${start} or ${end}`);
	return document.slice(0, from) + [start, ...lines, ''].join('\n') + document.slice(to);
}
