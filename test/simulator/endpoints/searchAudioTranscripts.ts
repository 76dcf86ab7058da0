import { badParameter, flaggedSuccess } from '../envelope';
import { speech } from '../videoContent';
import { defaultUniqueId } from '../videoLibrary';
import type { Endpoint } from './endpoint';

const defaultPageSize = 100;
const maxPageSize = 500;

/**
 * Search in what is said (v1.2 page "Search by Transcript"): every place whose text contains the query, letter case aside,
 * newest video first. The page of 2025 has another form; see `World.transcriptSearchForm`.
 */
export const searchAudioTranscripts: Endpoint = ({ generation, query: parameters }, { videos, world }) => {
	const {
		query = '',
		page: pageText = '1',
		page_size: sizeText = String(defaultPageSize),
		unique_id: uniqueId = defaultUniqueId,
	} = Object.fromEntries(parameters);
	const [page, size] = [Number(pageText), Number(sizeText)];
	if (query === '') return generation.refused(badParameter("Required parameter 'query' is not present."));
	if (!Number.isInteger(page) || page < 1) {
		return generation.refused(badParameter('page: must be a positive integer'));
	}
	if (!Number.isInteger(size) || size < 1 || size > maxPageSize) {
		return generation.refused(badParameter(`page_size: must be from 1 to ${maxPageSize}`));
	}
	const places = videos.all
		.filter((video) => video.status === 'PARSE' && video.hasAudio !== false && video.uniqueId === uniqueId)
		.reverse()
		.flatMap(({ videoNo, videoName }) =>
			speech
				.filter(({ text }) => text.toLowerCase().includes(query.toLowerCase()))
				.map(({ start, end, text }) => ({
					videoNo,
					videoName,
					startTime: String(start),
					endTime: String(end),
					audio_ts: text,
				})),
		);
	const length = Math.min(size, world.longestPage);
	const start = world.ignoresPage ? 0 : (page - 1) * length;
	const found = places.slice(start, start + length);
	return flaggedSuccess(
		world.transcriptSearchForm === 'videos'
			? { current_page: page, page_size: length, total_count: world.totalCount(places.length), videos: found }
			: {
					results: found.map(({ videoNo, startTime, audio_ts: snippet }, index) => ({
						id: videoNo,
						audio_id: `audio_${index}`,
						snippet,
						timestamp: startTime,
					})),
					page,
					page_size: length,
					total: world.totalCount(places.length),
				},
	);
};
