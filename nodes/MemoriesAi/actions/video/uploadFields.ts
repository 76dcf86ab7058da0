import { MAX_CAMERA_MODEL_LENGTH, MAX_TAGS } from '../../upload/transfer/detailFields';
import { collection, field, reworded, type Fields } from '../fields/field';
import { collectionField } from '../fields/collectionField';
import { folderIdField } from '../fields/folderId';
import { placeFields, withWholePlace } from '../fields/place';
import { text, words, yesOrNo } from '../fields/readers';
import { uniqueIdField } from '../fields/uniqueId';
import { writtenTime } from '../fields/writtenTime';

const V12_ONLY = { apiVersions: ['v1.2'] } as const;
const LATER_VERSIONS = { apiVersions: ['v1.2', 'datalake'] } as const;

/** What a user can say about a video, whichever way it takes to memories.ai. */
const videoDetails = {
	cameraModel: field(
		{
			displayName: 'Camera Model',
			name: 'cameraModel',
			type: 'string',
			default: '',
			placeholder: 'e.g. GoPro HERO12',
			description: 'The camera the video was taken with, up to 200 characters',
		},
		(input, refuse) => {
			const model = text(input, refuse);
			if (model === undefined || model.length <= MAX_CAMERA_MODEL_LENGTH) return model;
			throw refuse(`is longer than ${MAX_CAMERA_MODEL_LENGTH} characters`, 'Shorten it');
		},
		LATER_VERSIONS,
	),
	collection: collectionField(
		'The collection to put the video in. Defaults to the one named n8n, which is made when there is none.',
	),
	datetimeTaken: field(
		{
			displayName: 'Date Taken',
			name: 'datetimeTaken',
			type: 'dateTime',
			default: '',
			description:
				'When the video was taken, in any ISO 8601 form. API v1.2 gets it as it reads, without its time zone.',
		},
		writtenTime,
		LATER_VERSIONS,
	),
	folderId: reworded(
		{ ...folderIdField, ...V12_ONLY },
		{ description: 'The memories.ai folder to put the video in. Defaults to the default folder.' },
	),
	...placeFields('Where the video was taken', LATER_VERSIONS),
	reference: field(
		{
			displayName: 'Reference',
			name: 'reference',
			type: 'string',
			default: '',
			placeholder: 'e.g. order-4711',
			description:
				'A word of your own, such as a file ID. It comes back in the output here and in the event of the Memories.ai Trigger.',
		},
		text,
	),
	retainOriginalVideo: field(
		{
			displayName: 'Keep Original Video',
			name: 'retainOriginalVideo',
			type: 'boolean',
			default: true,
			description: 'Whether memories.ai keeps the original file after processing it',
		},
		yesOrNo,
		V12_ONLY,
	),
	tags: field(
		{
			displayName: 'Tags',
			name: 'tags',
			type: 'string',
			default: '',
			placeholder: 'e.g. interview, berlin',
			description: 'Up to 20 tags, separated by commas',
		},
		(input, refuse) => {
			const tags = words(input, refuse);
			if (tags.length <= MAX_TAGS) return tags;
			throw refuse(`has ${tags.length} tags`, `memories.ai takes up to ${MAX_TAGS}`);
		},
		LATER_VERSIONS,
	),
	uniqueId: reworded(uniqueIdField, {
		description: 'The part of your account the video belongs to, if you divide it into such parts',
	}),
	videoTranscriptionPrompt: field(
		{
			displayName: 'Transcription Prompt',
			name: 'videoTranscriptionPrompt',
			type: 'string',
			typeOptions: { rows: 3 },
			default: '',
			placeholder: 'e.g. Describe what the people on stage do',
			description: 'What memories.ai should look for when it describes the video',
		},
		text,
		V12_ONLY,
	),
};

/**
 * The collection of what can be said about a video.
 *
 * @param more what one kind of upload has besides
 */
export function additionalFields<More extends Fields>(more: More) {
	const all = { ...videoDetails, ...more };
	return withWholePlace(
		collection({ displayName: 'Additional Fields', name: 'additionalFields', placeholder: 'Add Field' }, all),
	);
}
