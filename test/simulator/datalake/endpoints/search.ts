import { scenes, speech, summaryText, type Segment } from '../../videoContent';
import { videoDurationS, type DatalakeVideo } from '../account/records';
import { invalid, refused } from '../refusal';
import type { DatalakeRequest, DatalakeService, Endpoint } from './endpoint';
import { jsonBodyOf } from './jsonObject';
import { searchCursor, searchRequestOf, type SearchRequest, type SearchTarget } from './searchRequest';

interface Match extends Segment {
	video: DatalakeVideo;
	target: SearchTarget;
}

/**
 * Search (`POST /search`): everything in the ready videos of the collection matches, the newest best; only a keyword has
 * to occur in the text.
 */
export const search: Endpoint = (request, service) => {
	const { account, searches, switches, dateNow } = service;
	const asked = searchRequestOf(jsonBodyOf(request));
	account.collection(asked.collectionId);
	if (asked.mode === 'hybrid' && !switches.hybridSearch) throw invalid('mode: hybrid is not available');
	if (!searches.isWithin(switches.searchesPerSecond, dateNow())) {
		throw refused(429, 'rate_limited', 'Too many searches a second.', switches.limitRetryAfterS);
	}
	account.payRead(asked.isReranked ? 'rerankedSearch' : 'search');

	const matches = matchesOf(asked, account.allVideos.toReversed());
	const end = asked.offset + asked.topK;
	const hasMore = matches.length > end && asked.mode !== 'hybrid';
	return {
		content: {
			results: matches
				.slice(asked.offset, end)
				.map((match, index) => shownMatch(match, asked.offset + index, request, service)),
			next_cursor: hasMore ? searchCursor(end, asked) : null,
			hint: matches.length === 0 ? 'No matches. Try other targets or words.' : null,
			request_id: request.requestId,
		},
	};
};

function matchesOf(asked: SearchRequest, videos: readonly DatalakeVideo[]): Match[] {
	const { targets, mode, text, groupBy } = asked;
	const isFound = (match: Match) =>
		mode !== 'keyword' || match.text.toLowerCase().includes(text.trim().toLowerCase());
	return videos
		.filter((video) => isSearched(video, asked))
		.flatMap((video) => {
			const matches = targets.flatMap((target) =>
				contentsOf(video, target).map((segment) => ({ ...segment, video, target })),
			);
			return matches.filter(isFound).slice(0, groupBy === 'video' ? 1 : undefined);
		});
}

function isSearched(video: DatalakeVideo, { collectionId, filter }: SearchRequest): boolean {
	const { videoIds, tags, capturedFrom, capturedBefore } = filter;
	const capturedAt = Date.parse(video.capturedAt ?? '');
	return (
		video.status === 'ready' &&
		video.collectionId === collectionId &&
		(videoIds === undefined || videoIds.includes(video.id)) &&
		(tags === undefined || tags.some((tag) => video.metadata.tags?.includes(tag))) &&
		(capturedFrom === undefined || capturedAt >= Date.parse(capturedFrom)) &&
		(capturedBefore === undefined || capturedAt < Date.parse(capturedBefore))
	);
}

function contentsOf({ metadata, hasSpeech }: DatalakeVideo, target: SearchTarget): readonly Segment[] {
	const whole = (text: string) => [{ start: 0, end: videoDurationS, text }];
	switch (target) {
		case 'caption':
			return scenes;
		case 'frame_embedding':
			return scenes.map((scene) => ({ ...scene, text: '' }));
		case 'transcription':
			return hasSpeech ? speech : [];
		case 'summary':
			return whole(summaryText);
		case 'title':
			return metadata.title === undefined ? [] : whole(metadata.title);
		case 'event':
			return [];
	}
}

function shownMatch(
	{ video, target, start, end, text }: Match,
	rank: number,
	{ origin }: DatalakeRequest,
	{ files }: DatalakeService,
): object {
	return {
		ref: `${video.id}@${start}-${end}`,
		video_id: video.id,
		target,
		score: 1 / (rank + 2),
		start,
		end,
		snippet: text,
		thumbnail_url: files.linkTo(origin, 'thumbnail', video.id, start),
	};
}
