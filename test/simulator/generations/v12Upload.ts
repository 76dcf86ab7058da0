import type { UploadForm, UploadParameters } from '../endpoints/uploadForm';
import { defaultUniqueId, type Video } from '../videoLibrary';

const acceptedExtension = /\.(mp4|avi|mkv|mov)$/i;
const maxCallbackLength = 299;
const maxCameraModelLength = 200;
const maxTags = 20;
/** memories.ai adds this tag to every video that comes through the API. */
const apiTag = 'api';

/**
 * What the v1.2 page "Upload Video from File" forbids about an upload.
 *
 * @returns the message of the refusal, or undefined when the upload keeps all the rules
 */
export function refusalOfV12Upload(form: UploadForm): string | undefined {
	const { file } = form;
	if (!acceptedExtension.test(file.fileName)) return 'file: only .mp4, .avi, .mkv and .mov are supported';
	if (!file.mimeType.startsWith('video/')) return 'file: the content type must start with video/';
	if (file.bytes > form.maxFileBytes) return `file: larger than ${form.maxFileBytes} bytes`;
	return refusalOfV12Parameters(form);
}

/** What the v1.2 pages on uploads forbid about their parameters; as for a whole upload. */
export function refusalOfV12Parameters(form: UploadParameters): string | undefined {
	if ((form.text('callback') ?? '').length > maxCallbackLength) {
		return `callback: longer than ${maxCallbackLength} characters`;
	}
	if ((form.text('camera_model') ?? '').length > maxCameraModelLength) {
		return `camera_model: longer than ${maxCameraModelLength} characters`;
	}
	if (form.texts('tags').length > maxTags) return `tags: more than ${maxTags}`;
	return refusalOfFormat(form);
}

const formats: Array<[field: string, format: RegExp, description: string]> = [
	['unique_id', /./, 'must not be empty'],
	['folder_id', /^-?\d+$/, 'must be an integer'],
	['datetime_taken', /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/, 'must look like yyyy-MM-dd HH:mm:ss'],
	['latitude', /^[+-]?\d+(\.\d+)?$/, 'must be a number'],
	['longitude', /^[+-]?\d+(\.\d+)?$/, 'must be a number'],
	['retain_original_video', /^(true|false)$/i, 'must be true or false'],
];

function refusalOfFormat(form: UploadParameters): string | undefined {
	for (const [field, format, description] of formats) {
		const value = form.text(field);
		if (value !== undefined && !format.test(value)) return `${field}: ${description}`;
	}
	return undefined;
}

/** What the parameters of the v1.2 page "Upload Video from File" say about the video. */
export function v12UploadDetails(form: UploadParameters): Partial<Video> {
	return {
		uniqueId: form.text('unique_id') ?? defaultUniqueId,
		folderId: form.text('folder_id'),
		datetimeTaken: form.text('datetime_taken'),
		cameraModel: form.text('camera_model'),
		latitude: numberOf(form.text('latitude')),
		longitude: numberOf(form.text('longitude')),
		tags: [...form.texts('tags'), apiTag],
	};
}

function numberOf(text: string | undefined): number | undefined {
	return text === undefined ? undefined : Number(text);
}
