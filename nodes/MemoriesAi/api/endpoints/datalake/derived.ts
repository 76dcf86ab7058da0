import type { IDataObject } from 'n8n-workflow';
import { isJsonObject } from '../../transport/json';
import { callApi, type ApiAccess } from '../../transport/request';
import { idOf, objectsOf, secondsOf, textOf, withoutUndefined } from '../../vocabulary/answerValues';
import type { Summary, SummaryType, TranscriptSegment, TranscriptType } from '../endpoints';
import { videoPath } from './videos';

const TRANSCRIPT_PATH = { audio: '/transcription', visual: '/caption' } as const;

/** Under which names public clients find the segments. */
const SEGMENT_FIELDS = [
	'segments',
	'transcription',
	'transcriptions',
	'captions',
	'caption',
	'data',
	'aggregated',
];

/**
 * Gets what is said or seen in a video.
 *
 * @throws ApiFailure when memories.ai refuses, or gives no answer
 */
export async function getTranscript(
	api: ApiAccess,
	type: TranscriptType,
	videoNo: string,
): Promise<TranscriptSegment[]> {
	const data = await read(api, videoPath(videoNo, TRANSCRIPT_PATH[type]));
	const segments = SEGMENT_FIELDS.map((name) => data[name]).find(Array.isArray);
	return objectsOf(segments).flatMap(readSegment);
}

/**
 * A summary of a video as a whole: the Datalake divides none.
 *
 * @returns undefined when memories.ai has none
 * @throws ApiFailure when memories.ai refuses, or gives no answer
 */
export async function summarizeVideo(
	api: ApiAccess,
	_type: SummaryType,
	videoNo: string,
): Promise<Summary | undefined> {
	const data = await read(api, videoPath(videoNo, '/summary'));
	const summary = textOf(data.summary ?? data.text);
	return summary === undefined ? undefined : { summary, sections: [] };
}

/** What is read out of a video costs a tenth of a cent, so it is not asked for again by itself. */
async function read(api: ApiAccess, endpoint: ReturnType<typeof videoPath>): Promise<IDataObject> {
	const { data } = await callApi(api, { method: 'GET', endpoint });
	return isJsonObject(data) ? data : {};
}

function readSegment(segment: IDataObject): TranscriptSegment[] {
	const text = textOf(segment.text);
	if (text === undefined) return [];
	return [
		{
			...withoutUndefined({
				startTime: secondsOf(segment.start),
				endTime: secondsOf(segment.end),
				speaker: idOf(segment.speaker_id),
			}),
			text,
		},
	];
}
