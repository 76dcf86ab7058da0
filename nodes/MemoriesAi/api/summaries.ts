import type { IDataObject } from 'n8n-workflow';
import { known, objectsOf, secondsOf, textOf } from './answerValues';
import { isJsonObject } from './json';

/** A chapter or a topic of a summary. */
export interface SummarySection {
	title: string;
	description: string;
	/** In seconds from the start of the video; topics have none. */
	startTime?: number;
	/** In seconds from the start of the video, where memories.ai says so. */
	endTime?: number;
}

/** A summary as a whole and part by part. */
export interface Summary {
	/** Empty where memories.ai gives the parts only. */
	summary: string;
	sections: SummarySection[];
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
		...known({
			startTime: secondsOf(section.start ?? section.startTime ?? section.start_time),
			endTime: secondsOf(section.end ?? section.endTime ?? section.end_time),
		}),
	};
}
