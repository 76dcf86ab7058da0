import type { IDataObject, INode } from 'n8n-workflow';
import type { ApiVersion } from '../api/apiVersion';
import { inputError, versionError } from '../api/errors';
import { FOLDER_ID } from '../api/videos';
import type { FormField } from './uploadForm';

interface VideoDetail {
	/** The form field of v1.2. Source: v1.2 page "Upload Video from File". */
	field: string;
	displayName: string;
	/** The values to send, several for a list. */
	read(input: unknown): readonly string[] | InvalidInput;
}

class InvalidInput {
	constructor(
		/** What is wrong, to follow the field's name. */
		readonly problem: string,
		readonly cure: string,
	) {}
}

const MAX_TAGS = 20;
const MAX_CAMERA_MODEL_LENGTH = 200;
const ISO_DATE_TIME =
	/^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::(\d{2}))?(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})?)?/;

const asText = (input: unknown) => [String(input).trim()];

const degrees = (limit: number) => (input: unknown) => {
	const value = Number(input);
	return Number.isFinite(value) && Math.abs(value) <= limit
		? [String(value)]
		: new InvalidInput(
				`must be between -${limit} and ${limit}`,
				'Give the position in decimal degrees, such as 48.2082',
			);
};

/** The fields of a video that only v1.2 knows, by their names in the node. */
const VIDEO_DETAILS: Readonly<Record<string, VideoDetail>> = {
	cameraModel: {
		field: 'camera_model',
		displayName: 'Camera Model',
		read: (input) =>
			String(input).length <= MAX_CAMERA_MODEL_LENGTH
				? asText(input)
				: new InvalidInput(`is longer than ${MAX_CAMERA_MODEL_LENGTH} characters`, 'Shorten it'),
	},
	datetimeTaken: { field: 'datetime_taken', displayName: 'Date Taken', read: readDateTime },
	folderId: {
		field: 'folder_id',
		displayName: 'Folder ID',
		read: (input) =>
			FOLDER_ID.test(String(input).trim())
				? asText(input)
				: new InvalidInput(
						'is not a number',
						'Copy the ID of the folder from memories.ai, or remove the field',
					),
	},
	latitude: { field: 'latitude', displayName: 'Latitude', read: degrees(90) },
	longitude: { field: 'longitude', displayName: 'Longitude', read: degrees(180) },
	retainOriginalVideo: {
		field: 'retain_original_video',
		displayName: 'Keep Original Video',
		read: asText,
	},
	tags: { field: 'tags', displayName: 'Tags', read: readTags },
	uniqueId: { field: 'unique_id', displayName: 'Unique ID', read: asText },
	videoTranscriptionPrompt: {
		field: 'video_transcription_prompt',
		displayName: 'Transcription Prompt',
		read: asText,
	},
};

/**
 * The form fields for what the user says about a video.
 *
 * @param additionalFields the node's Additional Fields; empty values are left out
 * @throws NodeOperationError for a value memories.ai would not take, or one that this API version does not know
 */
export function readVideoDetails(
	node: INode,
	itemIndex: number,
	apiVersion: ApiVersion,
	additionalFields: IDataObject,
): FormField[] {
	const fields: FormField[] = [];
	for (const [name, detail] of Object.entries(VIDEO_DETAILS)) {
		const input = additionalFields[name];
		if (input === undefined || input === null || input === '') continue;
		if (apiVersion === 'v1.1') {
			throw versionError(node, itemIndex, detail.displayName, 'v1.2');
		}
		const values = detail.read(input);
		if (values instanceof InvalidInput) {
			throw inputError(node, itemIndex, `'${detail.displayName}' ${values.problem}`, values.cure);
		}
		for (const value of values) fields.push([detail.field, value]);
	}
	const hasPart = (field: string) => fields.some(([name]) => name === field);
	if (hasPart('latitude') !== hasPart('longitude')) {
		throw inputError(
			node,
			itemIndex,
			"'Latitude' and 'Longitude' belong together, and one of them is missing",
			'Add the other one, or remove both',
		);
	}
	return fields;
}

function readTags(input: unknown): readonly string[] | InvalidInput {
	const list: readonly unknown[] = Array.isArray(input) ? input : String(input).split(',');
	const tags = list.map((tag) => String(tag).trim()).filter((tag) => tag !== '');
	return tags.length <= MAX_TAGS
		? tags
		: new InvalidInput(`has ${tags.length} tags`, `memories.ai takes up to ${MAX_TAGS}`);
}

/**
 * Any ISO 8601 form, or n8n's DateTime, as the API's `yyyy-MM-dd HH:mm:ss`. That form has no time zone, so the time is
 * kept as it reads, the way cameras write it.
 */
function readDateTime(input: unknown): readonly string[] | InvalidInput {
	const [, date, time = '00:00', seconds = '00'] = ISO_DATE_TIME.exec(String(input).trim()) ?? [];
	const isReal = date !== undefined && isCalendarTime(`${date}T${time}:${seconds}`);
	return isReal
		? [`${date} ${time}:${seconds}`]
		: new InvalidInput('is not a date and time', 'Use a form such as 2026-05-31T18:30:00');
}

/** `Date` rolls 31 February over into March; reading it back shows that. */
function isCalendarTime(isoWithoutZone: string): boolean {
	const parsed = new Date(`${isoWithoutZone}Z`);
	return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(isoWithoutZone);
}
