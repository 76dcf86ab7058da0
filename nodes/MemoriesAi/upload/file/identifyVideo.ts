import type { ApiVersion } from '../../api/vocabulary/apiVersion';
import { UserError } from '../../texts/UserError';
import { CONTAINERS, type Container } from './containers';
import { isLabelledVideo, labelVideo, type GivenLabel, type VideoLabel } from './fileName';
import { notVideoError } from './notVideoError';
import { recognise } from './container';

/** Largest video memories.ai takes: 3 GB, read as GiB. Source: v1.2 page "Upload Video from File". */
export const MAX_VIDEO_BYTES = 3 * 1024 ** 3;

/** The containers v1.2 documents; v1.1 documents codecs only. Source: "Upload Video from File" pages. */
const V12_CONTAINERS: readonly Container[] = ['mp4', 'mov', 'avi', 'mkv'];

/** A file, before anybody has said that it is a video. */
export interface GivenFile {
	/** What n8n says of it. */
	label: GivenLabel;
	/** The user's own name for it, empty for none. */
	typedName: string;
	/** In bytes. */
	size: number;
	/** Its first bytes. */
	start: Uint8Array;
}

/**
 * Says by its bytes how a video is announced, and refuses what is none, whatever its label. Bytes that say nothing go by
 * their label.
 *
 * @throws UserError that says what the file is instead, and how that comes about
 */
export function identifyVideo({ label, typedName, size, start }: GivenFile): VideoLabel {
	const recognised = recognise(start, size);
	const video = labelVideo(recognised.kind === 'video' ? recognised.container : undefined, label, typedName);
	if (size === 0) {
		throw new UserError(
			`The file '${video.fileName}' is empty`,
			'Check the step that brings the file: its download may have delivered nothing',
		);
	}
	if (size > MAX_VIDEO_BYTES) {
		throw new UserError(
			`The file '${video.fileName}' is larger than 3 GB`,
			'memories.ai takes videos of up to 3 GB. Cut or compress the video before uploading it',
		);
	}
	if (recognised.kind === 'notVideo') throw notVideoError(video.fileName, recognised);
	if (recognised.kind === 'unknown' && !isLabelledVideo(label, typedName)) {
		throw new UserError(
			`The file '${video.fileName}' (${video.mimeType}) is not a video`,
			"Check that 'Input Data Field Name' points to the video, and that the step before downloads the file itself and not a page about it",
		);
	}
	return video;
}

/**
 * Refuses a video in a container that a generation of the API does not take.
 *
 * @throws UserError with the ways out
 */
export function checkContainer(apiVersion: ApiVersion, { fileName, container }: VideoLabel): void {
	if (apiVersion === 'v1.1' || (container !== undefined && V12_CONTAINERS.includes(container))) return;
	const found =
		container === undefined
			? 'is no video that can be recognised by its first bytes'
			: `is a ${CONTAINERS[container].name} video`;
	throw new UserError(
		`The file '${fileName}' ${found}, which version ${apiVersion} of the memories.ai API does not take`,
		'It takes MP4, MOV, AVI and Matroska. Convert the video in a step before, or choose v1.1 as API Version in the credential if your account works with it',
	);
}
