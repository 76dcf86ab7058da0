import type { IDataObject } from 'n8n-workflow';
import { isJsonObject } from '../../transport/json';
import { callApi, type ApiAccess } from '../../transport/request';
import { objectsOf, secondsOf, textOf, withoutUndefined } from '../../vocabulary/answerValues';
import type { Summary, SummarySection, SummaryType } from '../endpoints';

/** Longer than for a look-up: memories.ai writes the summary when it is asked for it. */
const TIMEOUT_MS = 5 * 60_000;

/**
 * Lets memories.ai summarize a video. Source: "Summary" pages; the latest v1.2 is without.
 *
 * @param uniqueId the part of a divided account that the video is in, in v1.2
 * @returns the summary, undefined when memories.ai has none
 * @throws ApiFailure when memories.ai refuses, or gives no answer
 */
export async function summarizeVideo(
	api: ApiAccess,
	type: SummaryType,
	videoNo: string,
	uniqueId?: string,
): Promise<Summary | undefined> {
	const { data } = await callApi(
		{ ...api, timeoutMs: TIMEOUT_MS },
		{
			method: 'GET',
			endpoint: 'generate_summary',
			query: withoutUndefined({
				video_no: videoNo,
				type: type === 'chapters' ? 'CHAPTER' : 'TOPIC',
				unique_id: uniqueId,
			}),
		},
	);
	return readSummary(data);
}

/**
 * The summary in the `data` of `generate_summary`, or undefined when there is none. Source: examples of the "Summary"
 * pages; their structure table prints the parts under `summary`, which is read as well.
 */
export function readSummary(data: unknown): Summary | undefined {
	const { summary, items } = isJsonObject(data) ? data : {};
	const sections = objectsOf(items ?? summary).map(readSection);
	const text = textOf(summary) ?? '';
	return text === '' && sections.length === 0 ? undefined : { summary: text, sections };
}

function readSection(section: IDataObject): SummarySection {
	return {
		title: textOf(section.title) ?? '',
		description: textOf(section.description) ?? '',
		...withoutUndefined({
			startTime: secondsOf(section.start ?? section.startTime ?? section.start_time),
			endTime: secondsOf(section.end ?? section.endTime ?? section.end_time),
		}),
	};
}
