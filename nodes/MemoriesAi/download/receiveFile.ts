import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import type { FilePlace } from '../api/endpoints/endpoints';
import { ApiFailure } from '../api/ApiFailure';
import { retried, type ApiAccess } from '../api/transport/request';
import { UserError } from '../texts/UserError';
import { DownloadWatch } from './downloadWatch';
import { labelFile } from './labelFile';
import { openFile, type OpenedFile } from './openFile';
import { paceAfterLimit, waitForTurn } from './pacing';

/** What a file is to be called, and how long it may stand still. */
export interface ReceiveOptions {
	/** What memories.ai calls it; its extension comes from its bytes. */
	name: string;
	/** The user's own name for it, empty for none. */
	typedName: string;
	/** Longest time without a byte, in ms. */
	stallTimeoutMs: number;
}

/** A file in n8n's store. */
export interface ReceivedFile {
	binary: IBinaryData;
	fileName: string;
	mimeType: string;
	/** In bytes. */
	fileSize: number;
}

/**
 * Passes a file from memories.ai on to n8n's store, as it comes in: whatever its size, a few pieces of it are in memory at
 * one time. The request limit is waited out; a file that has begun to come is not asked for a second time, as it costs money.
 *
 * @throws ApiFailure when memories.ai refuses, or the file does not come to its end
 * @throws UserError when n8n cannot store it, or this side ended the download
 */
export async function receiveFile(
	context: IExecuteFunctions,
	api: ApiAccess,
	place: FilePlace,
	options: ReceiveOptions,
): Promise<ReceivedFile> {
	const { watch, file } = await retried(api, {}, async () => await openInTurn(api, place, options));
	try {
		return await store(context, file, watch, options);
	} finally {
		watch.release();
		file.bytes.close();
	}
}

async function openInTurn(
	api: ApiAccess,
	place: FilePlace,
	{ stallTimeoutMs }: ReceiveOptions,
): Promise<{ watch: DownloadWatch; file: OpenedFile }> {
	await waitForTurn(api);
	const watch = new DownloadWatch(api, stallTimeoutMs);
	const opening = openFile({ ...api, timeoutMs: 0, abortSignal: watch.signal }, place);
	const file = await opening.catch((error: unknown) => {
		watch.release();
		paceAfterLimit(api, error);
		throw watch.endingError() ?? error;
	});
	return { watch, file };
}

async function store(
	{ helpers }: IExecuteFunctions,
	{ start, recognised, bytes, promisedSize }: OpenedFile,
	watch: DownloadWatch,
	options: ReceiveOptions,
): Promise<ReceivedFile> {
	const { fileName, mimeType } = labelFile(start, recognised, options);
	let breakage: Error | undefined;
	const content = bytes.read(
		(count) => watch.count(count),
		(failure) => (breakage = failure),
	);
	// With a name: n8n would make one of the address that the bytes come from, which may be secret.
	const binary = await helpers.prepareBinaryData(content, fileName, mimeType).catch((error: unknown) => {
		throw watch.endingError() ?? breakage ?? storeError(error);
	});
	const { bytes: fileSize } = watch;
	if (promisedSize !== undefined && promisedSize !== fileSize) {
		throw new ApiFailure('unanswered', { said: `${fileSize} of ${promisedSize} bytes came` });
	}
	return { binary, fileName, mimeType, fileSize };
}

function storeError(cause: unknown): UserError {
	const said = cause instanceof Error ? cause.message : 'nothing';
	return new UserError(
		"The file could not be put into n8n's storage",
		`Check that there is space for it, and which size the storage of binary data allows: in a database, 512 MB unless it is set higher. The storage said: ${said}`,
		{ cause },
	);
}
