import { scenes, speech, summaryText, type Segment } from '../../videoContent';
import { videoDurationS, type DatalakeVideo } from '../account/records';
import { invalid, refused } from '../refusal';
import type { DatalakeRequest, DatalakeService, Endpoint, QueryParameters } from './endpoint';
import { addressedVideo } from './shownVideo';

/** A summary of a video (`GET /videos/{id}/summary`). */
export const getSummary: Endpoint = (request, service) => {
	readVideo(request, service);
	return { content: { [service.switches.summaryField]: summaryText } };
};

/** The title of a video (`GET /videos/{id}/title`): the one it was given, or one made of what it shows. */
export const getTitle: Endpoint = (request, service) => ({
	content: { title: readVideo(request, service).metadata.title ?? 'A chair is built' },
});

/** What is said in a video, and by whom (`GET /videos/{id}/transcription`). */
export const getTranscription: Endpoint = (request, service) => {
	const video = readVideo(request, service);
	const segments = within(request.query, spokenIn(video));
	return { content: { [service.switches.transcriptionField]: segments } };
};

/** What is seen in a video (`GET /videos/{id}/caption`). */
export const getCaption: Endpoint = (request, service) => {
	readVideo(request, service);
	return { content: { [service.switches.captionField]: within(request.query, scenes) } };
};

/** A link to a picture of a video (`GET /videos/{id}/frame?t=`). */
export const getFrame: Endpoint = (request, service) => {
	const { id } = readVideo(request, service);
	const time = secondsOf(request.query, 't');
	if (time === undefined) throw invalid('t is required');
	return { content: { url: service.files.linkTo(request.origin, 'frame', id, time) } };
};

/** A link to a part of a video (`GET /videos/{id}/clip?start=&end=`). */
export const getClip: Endpoint = (request, service) => {
	const { id } = readVideo(request, service);
	const start = secondsOf(request.query, 'start');
	const end = secondsOf(request.query, 'end');
	if (start === undefined || end === undefined || start >= end) throw invalid('start and end are required');
	return {
		content: { [service.switches.clipField]: service.files.linkTo(request.origin, 'clip', id, start, end) },
	};
};

/** A spoken segment with its speaker. */
export interface SpokenSegment extends Segment {
	speaker_id: string;
}

/** What is said in a video; two speak in turn. */
export function spokenIn({ hasSpeech }: DatalakeVideo): SpokenSegment[] {
	if (!hasSpeech) return [];
	return speech.map((segment, index) => ({ ...segment, speaker_id: `spk_${(index % 2) + 1}` }));
}

/**
 * The refusal to read a video that is not processed.
 *
 * @throws Refusal when the video is not ready
 */
export function requireReady({ id, status }: DatalakeVideo): void {
	if (status !== 'ready') throw refused(409, 'video_not_ready', `Video ${id} is ${status}.`, 5);
}

function readVideo(request: DatalakeRequest, service: DatalakeService): DatalakeVideo {
	const video = addressedVideo(request, service);
	requireReady(video);
	service.account.payRead('derivedRead', video.id);
	return video;
}

function within<S extends Segment>(query: QueryParameters, segments: readonly S[]): S[] {
	const { from, to } = {
		from: secondsOf(query, 'start') ?? 0,
		to: secondsOf(query, 'end') ?? videoDurationS,
	};
	return segments.filter(({ start, end }) => end > from && start < to);
}

function secondsOf(query: QueryParameters, name: string): number | undefined {
	const text = query.get(name);
	if (text === null) return undefined;
	if (!/^\d+(\.\d+)?$/.test(text)) throw invalid(`${name} must be a number of seconds`);
	return Number(text);
}
