import type { SearchMatch } from './endpoints';

/** The matches without those of a place that an earlier one has: memories.ai repeats some, the best first. */
export function eachPlaceOnce(matches: readonly SearchMatch[]): SearchMatch[] {
	const byPlace = new Map<string, SearchMatch>();
	for (const match of matches) {
		const place = [match.videoNo, match.startTime, match.endTime].join();
		if (!byPlace.has(place)) byPlace.set(place, match);
	}
	return [...byPlace.values()];
}
