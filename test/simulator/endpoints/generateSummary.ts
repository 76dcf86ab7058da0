import { badParameter, flaggedSuccess } from '../envelope';
import { scenes, summaryText } from '../videoContent';
import { addressedVideo } from './addressedVideo';
import type { Endpoint } from './endpoint';

/** Summarize a video (pages "Summary" of both generations): chapters have a start, topics have none. */
export const generateSummary: Endpoint = (request, service) => {
	const { generation, query } = request;
	const { refusal, video } = addressedVideo(request, service);
	if (refusal !== undefined) return generation.refused(refusal);
	const { type = '' } = Object.fromEntries(query);
	if (!['CHAPTER', 'TOPIC'].includes(type)) {
		return generation.refused(badParameter('type: must be CHAPTER or TOPIC'));
	}
	if (video === undefined) return flaggedSuccess(null);
	if (video.status !== 'PARSE') {
		return generation.refused(badParameter(`Video is not parsed: ${video.videoNo}`));
	}
	const items = scenes.map(({ start, text }, index) => ({
		title: `Part ${index + 1}`,
		description: text,
		...(type === 'CHAPTER' ? { start: String(start) } : {}),
	}));
	// The totals are on no page; real answers have them.
	return flaggedSuccess({ summary: summaryText, items, totalInput: '1377', totalOutput: '55' });
};
