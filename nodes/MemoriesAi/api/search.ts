import type { IDataObject } from 'n8n-workflow';
import { idOf, known, numberOf, objectsOf, secondsOf, textOf } from './answerValues';
import { isJsonObject } from './json';

/** A place in a video that answers a search, or a whole video where there are no times. */
export interface SearchMatch {
	videoNo: string;
	videoName?: string;
	/** In seconds from the start of the video. */
	startTime?: number;
	/** In seconds from the start of the video. */
	endTime?: number;
	/** How well it matches; the higher, the better. */
	score?: number;
	/** What is said or described there. */
	text?: string;
}

/**
 * The matches in the `data` of a search, as they came. Source: "Search" pages, whose examples have the list under
 * `videos`, and the observed answers, where `data` is the list itself.
 */
export function readSearchEntries(data: unknown): IDataObject[] {
	return objectsOf(isJsonObject(data) ? data.videos : data);
}

/**
 * The matches in one form, whichever part of the videos was searched, and each place once: memories.ai repeats some,
 * the best first. Entries that name no video are left out.
 */
export function distinctMatches(entries: readonly IDataObject[]): SearchMatch[] {
	const matches = new Map<string, SearchMatch>();
	for (const match of entries.flatMap(readMatch)) {
		const place = [match.videoNo, match.startTime, match.endTime].join();
		if (!matches.has(place)) matches.set(place, match);
	}
	return [...matches.values()];
}

function readMatch(entry: IDataObject): SearchMatch[] {
	const videoNo = idOf(entry.videoNo ?? entry.video_no);
	if (videoNo === undefined) return [];
	return [
		{
			videoNo,
			...known({
				videoName: textOf(entry.videoName ?? entry.video_name),
				startTime: secondsOf(entry.startTime ?? entry.start_time),
				endTime: secondsOf(entry.endTime ?? entry.end_time),
				score: numberOf(entry.score),
				text: textOf(entry.text ?? entry.audio_ts),
			}),
		},
	];
}
