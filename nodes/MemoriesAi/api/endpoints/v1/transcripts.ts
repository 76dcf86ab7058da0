import type { IDataObject } from 'n8n-workflow';
import { whenFailed } from '../../ApiFailure';
import { isJsonObject } from '../../transport/json';
import { callApi, type ApiAccess } from '../../transport/request';
import { objectsOf, secondsOf, textOf, withoutUndefined } from '../../vocabulary/answerValues';
import type { V1Endpoint, V1Version } from '../../vocabulary/apiVersion';
import type { TranscriptSegment, TranscriptType } from '../endpoints';

/** Later servers of v1.2 call the visual transcription a caption. Source: "Video Caption" page. */
const ENDPOINTS: Record<
	TranscriptType,
	Record<V1Version, readonly [current: V1Endpoint, earlier?: V1Endpoint]>
> = {
	audio: { 'v1.1': ['get_audio_transcription'], 'v1.2': ['get_audio_transcription'] },
	visual: {
		'v1.1': ['get_video_transcription'],
		'v1.2': ['get_video_caption', 'get_video_transcription'],
	},
};

/**
 * Gets what is said or seen in a video.
 *
 * @param uniqueId the part of a divided account that the video is in, in v1.2
 * @throws ApiFailure when memories.ai refuses, or gives no answer
 */
export async function getTranscript(
	api: ApiAccess,
	type: TranscriptType,
	videoNo: string,
	uniqueId?: string,
): Promise<TranscriptSegment[]> {
	const query = withoutUndefined({ video_no: videoNo, unique_id: uniqueId });
	const [current, earlier] = ENDPOINTS[type][api.apiVersion === 'v1.1' ? 'v1.1' : 'v1.2'];
	const ask = async (endpoint: V1Endpoint) =>
		await callApi(api, { method: 'GET', endpoint, query, isLookup: true });
	const answer =
		earlier === undefined
			? await ask(current)
			: await ask(current).catch(whenFailed(['unknownPath'], async () => await ask(earlier)));
	return readTranscript(answer.data);
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
	return [{ ...withoutUndefined({ startTime, endTime }), text }];
}
