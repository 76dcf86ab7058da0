import { isFailure } from '../../../api/ApiFailure';
import type { Transfer } from '../../recovery/uploadOnce';
import type { UploadedVideo } from '../../recovery/uploadedVideo';
import { sendVideo } from '../sendVideo';
import { TransferFailure } from '../TransferFailure';
import { acceptedVideo } from './acceptedVideo';
import type { DatalakeUpload } from './datalakeUpload';
import { inTurn } from './ingestPlace';
import { SessionUpload } from './SessionUpload';
import { videoRequest, type DatalakeVideo } from './videoRequest';
import { withTags } from './withTags';

/** Up to this size, one request brings a video; larger ones come in parts. Source: public clients of the Datalake. */
const MAX_FORM_BYTES = 100_000_000;

/** Above this size, a video that was refused for the limit comes in parts, so that it need not be sent again. */
const MAX_REPEATED_BYTES = 8 * 1024 ** 2;

/** So small a video needs no longer to be stored; after this time the request is sent again. */
const ANSWER_TIMEOUT_MS = 5 * 60_000;

/** The way of a file into the Datalake. */
export function uploadTransfer(upload: DatalakeUpload): Transfer {
	const { api, file, source } = upload;
	const session = new SessionUpload(upload);
	let isInParts = source.size > MAX_FORM_BYTES;
	return {
		api,
		expected: { name: file.fileName, size: source.size, uniqueId: undefined },
		isRepeatable: true,
		hasAdvanced: () => session.hasAdvanced(),
		async send(leftMs) {
			const isOverAt = performance.now() + leftMs;
			const send = async (video: DatalakeVideo) => {
				const stillLeftMs = isOverAt - performance.now();
				return isInParts
					? await session.send(video, stillLeftMs)
					: await sendForm(upload, video, stillLeftMs);
			};
			return await withTags(api, upload.video, send).catch((error: unknown) => {
				const isLimit = error instanceof TransferFailure && isFailure(error.cause, 'limit');
				isInParts ||= isLimit && source.size > MAX_REPEATED_BYTES;
				throw error;
			});
		},
	};
}

async function sendForm(
	{ api, file, source, stallTimeoutMs, uploadTimeoutMs }: DatalakeUpload,
	video: DatalakeVideo,
	leftMs: number,
): Promise<UploadedVideo> {
	const data = await inTurn(api, leftMs, async (transferTimeoutMs) => {
		return await sendVideo(
			{
				api,
				endpoint: '/videos',
				video: file,
				source,
				fields: [['json', JSON.stringify(videoRequest(video))]],
				query: {},
				stallTimeoutMs,
				uploadTimeoutMs,
				answerTimeoutMs: ANSWER_TIMEOUT_MS,
			},
			transferTimeoutMs,
		);
	});
	return acceptedVideo(data, video);
}
