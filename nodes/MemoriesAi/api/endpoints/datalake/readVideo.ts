import type { IDataObject } from 'n8n-workflow';
import { isJsonObject } from '../../transport/json';
import { idOf, numberOf, textOf, withoutUndefined } from '../../vocabulary/answerValues';
import type { VideoDetails } from '../videoEntry';

/** Under which names an upload keeps what memories.ai has no field for, in `metadata.custom`. */
export const CUSTOM_FIELDS = { cameraModel: 'camera_model', reference: 'reference' } as const;

/**
 * A video as lists and look-ups write it; empty when the entry names no video. Public clients differ in what they read:
 * `id` or `video_id`, `duration` or `duration_seconds`.
 */
export function readVideo(entry: IDataObject): VideoDetails[] {
	const videoNo = idOf(entry.id ?? entry.video_id);
	if (videoNo === undefined) return [];
	const metadata = objectIn(entry.metadata);
	const custom = objectIn(metadata.custom);
	const location = objectIn(entry.location);
	const cause = wordsOfError(entry.error);
	return [
		{
			videoNo,
			name: textOf(metadata.title) ?? '',
			status: textOf(entry.status) ?? '',
			...withoutUndefined({
				cause,
				// A part of the work that failed leaves the video "ready".
				meaning: cause === undefined ? undefined : ('failed' as const),
				duration: numberOf(entry.duration ?? entry.duration_seconds),
				createdAt: isoOf(entry.created_at),
				tags: Array.isArray(metadata.tags)
					? metadata.tags.filter((tag) => typeof tag === 'string')
					: undefined,
				cameraModel: textOf(custom[CUSTOM_FIELDS.cameraModel]),
				datetimeTaken: textOf(entry.captured_at),
				latitude: numberOf(location.lat),
				longitude: numberOf(location.lng),
				reference: textOf(custom[CUSTOM_FIELDS.reference]),
				collectionId: idOf(entry.collection_id),
			}),
		},
	];
}

/** What the `error` of a video or an operation says; undefined for none. */
export function wordsOfError(error: unknown): string | undefined {
	if (error === undefined || error === null) return undefined;
	const { code, message } = objectIn(error);
	return textOf(message) ?? textOf(code) ?? textOf(error) ?? 'no reason';
}

function objectIn(value: unknown): IDataObject {
	return isJsonObject(value) ? value : {};
}

function isoOf(value: unknown): string | undefined {
	const time = typeof value === 'string' ? Date.parse(value) : NaN;
	return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}
