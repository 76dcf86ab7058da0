import { scenes, type Segment } from '../../videoContent';
import { invalid } from '../refusal';
import { requireReady, spokenIn } from './derived';
import type { Endpoint } from './endpoint';
import { videoOf } from './shownVideo';

/**
 * A part of a video (`GET /moments/{video}@{start}-{end}`): what is asked for by `expand`, of `caption`,
 * `transcription`, `frame`, `clip` and `speakers`.
 */
export const getMoment: Endpoint = ({ subject: ref, query, origin }, service) => {
	const { account, files } = service;
	const [, id = '', ...times] = /^(\w+)@(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)$/.exec(ref) ?? [];
	const [start = 0, end = 0] = times.map(Number);
	if (start >= end) throw invalid('moments are named video@start-end');
	const video = videoOf(id, service);
	requireReady(video);
	account.payRead('moment', id);

	const expanded = (query.get('expand') ?? '').split(',');
	const of = <S extends Segment>(segments: readonly S[]) =>
		segments.filter((segment) => segment.end > start && segment.start < end);
	const spoken = of(spokenIn(video));
	const parts = {
		caption: () => ({ caption: of(scenes) }),
		transcription: () => ({ transcription: spoken }),
		frame: () => ({ frames: [{ t: start, url: files.linkTo(origin, 'frame', id, start) }] }),
		clip: () => ({ clip_url: files.linkTo(origin, 'clip', id, start, end) }),
		speakers: () => ({ speakers: [...new Set(spoken.map(({ speaker_id: speaker }) => speaker))] }),
	};
	const isAsked = ([name]: [string, unknown]) => expanded.includes(name);
	const contents = Object.entries(parts)
		.filter(isAsked)
		.map(([, contentOf]) => contentOf());
	return { content: Object.assign({ ref, video_id: id, start, end }, ...contents) as object };
};
