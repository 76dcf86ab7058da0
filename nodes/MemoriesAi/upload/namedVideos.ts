const MAX_NAMED = 10_000;

/**
 * The videos memories.ai has named in its answers to this process, the latest ones. When another upload stays without an
 * answer, it cannot be one of these, however alike the files are.
 */
const named = new Set<string>();

/** Notes a video that belongs to an upload. */
export function noteNamedVideo(videoNo: string): void {
	named.add(videoNo);
	const [oldest] = named;
	if (named.size > MAX_NAMED && oldest !== undefined) named.delete(oldest);
}

/** Whether a video belongs to an earlier upload of this process. */
export function isNamedVideo(videoNo: string): boolean {
	return named.has(videoNo);
}
