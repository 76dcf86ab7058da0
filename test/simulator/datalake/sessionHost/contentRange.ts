/** What a Content-Range header of Google's resumable protocol says. */
export type ContentRange =
	/** These bytes, both ends included, of so many; undefined while the total is not known. */
	| { kind: 'chunk'; start: number; end: number; total: number | undefined }
	/** No bytes: how many are there? */
	| { kind: 'ask'; total: number | undefined };

/**
 * Reads a Content-Range header. Without one, the body is all there is.
 *
 * @param contentLength the Content-Length header
 * @returns undefined when it cannot be read, or there is neither of the headers
 */
export function contentRangeOf(
	header: string | undefined,
	contentLength: number | undefined,
): ContentRange | undefined {
	if (header === undefined) {
		if (contentLength === undefined || contentLength === 0) return undefined;
		return { kind: 'chunk', start: 0, end: contentLength - 1, total: contentLength };
	}
	const [, range = '', totalText = ''] = /^bytes (\*|\d+-\d+)\/(\*|\d+)$/.exec(header) ?? [];
	if (range === '') return undefined;
	const total = totalText === '*' ? undefined : Number(totalText);
	if (range === '*') return { kind: 'ask', total };
	const [start = 0, end = 0] = range.split('-').map(Number);
	const isOrdered = start <= end && (total === undefined || end < total);
	return isOrdered ? { kind: 'chunk', start, end, total } : undefined;
}
