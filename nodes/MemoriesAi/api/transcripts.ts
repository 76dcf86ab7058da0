import type { IDataObject } from 'n8n-workflow';
import { known, objectsOf, secondsOf, textOf } from './answerValues';
import { isJsonObject } from './json';

/** One stretch of a transcript. */
export interface TranscriptSegment {
	/** In seconds from the start of the video. */
	startTime?: number;
	/** In seconds from the start of the video. */
	endTime?: number;
	text: string;
}

/**
 * The segments in the `data` of a transcription or caption, empty when memories.ai has none: then `data` is null, be it
 * that the video has no audio track or that it is not parsed yet. Source: examples of the "Transcription" and "Video
 * Caption" pages; the structure table of the former prints `transcription[{start, end, text}]`, which is read as well.
 */
export function readTranscript(data: unknown): TranscriptSegment[] {
	const { transcriptions, transcription } = isJsonObject(data) ? data : {};
	return objectsOf(transcriptions ?? transcription).flatMap(readSegment);
}

function readSegment(segment: IDataObject): TranscriptSegment[] {
	const text = textOf(segment.content ?? segment.text);
	if (text === undefined) return [];
	const startTime = secondsOf(segment.startTime ?? segment.start_time ?? segment.start);
	const endTime = secondsOf(segment.endTime ?? segment.end_time ?? segment.end);
	return [{ ...known({ startTime, endTime }), text }];
}
