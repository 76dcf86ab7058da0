import { ApiFailure } from '../api/ApiFailure';
import type { FilePlace } from '../api/endpoints/endpoints';
import { connectionFailure } from '../api/transport/connectionFailure';
import { readRetryAfter } from '../api/transport/envelope';
import { getFile, sendForFile, type FileAnswer } from '../api/transport/fileAnswer';
import { formatOf, type ApiAccess, type ApiRequest } from '../api/transport/request';
import { PEEKED_BYTES, recognise } from '../upload/file/container';
import { readText } from '../upload/file/readText';
import type { Recognised } from '../upload/file/recognised';
import { secretAddress } from '../upload/transfer/secretAddress';
import { IncomingBytes } from './incomingBytes';

/** A file that comes in, of which the first bytes are known. */
export interface OpenedFile {
	start: Uint8Array;
	recognised: Recognised;
	bytes: IncomingBytes;
	/** In bytes, where the answer says so. */
	promisedSize: number | undefined;
}

/** So much of an answer that is text is read: refusals are short. In bytes. */
const LONGEST_TEXT_BYTES = 64 * 1024;

/** A link may lead to another one, no longer than this. */
const MOST_REDIRECTS = 5;

const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];

/**
 * Opens a file, and looks at its first bytes. Redirects are followed by hand, without the key: n8n's HTTP layer would keep
 * the whole file in memory. A refusal that comes in the place of the file, whatever its HTTP status, is told by its content.
 *
 * @throws ApiFailure when memories.ai refuses, or no file comes
 * @throws UserError when it names an address that is not safe
 */
export async function openFile(api: ApiAccess, place: FilePlace): Promise<OpenedFile> {
	if (place.kind === 'link') return await openLink(api, place.address);
	const { request } = place;
	const answer = await sendForFile(api, request);
	const target = redirectOf(answer);
	if (target !== undefined) {
		answer.body.destroy();
		return await openLink(api, new URL(target, api.baseUrl).href);
	}
	return await lookAt(answer, (text) => refusalOf(api, request, answer, text));
}

async function openLink(api: ApiAccess, given: string): Promise<OpenedFile> {
	let address = secretAddress(api, given, 'download');
	for (let redirects = 0; ; redirects++) {
		const answer = await getFile(api, address).catch((error: unknown) => {
			throw connectionFailure(error);
		});
		const target = redirectOf(answer);
		if (target === undefined || redirects >= MOST_REDIRECTS) {
			return await lookAt(answer, () => refusalOfStore(answer));
		}
		answer.body.destroy();
		address = secretAddress(api, new URL(target, address).href, 'download');
	}
}

function redirectOf({ statusCode, headers }: FileAnswer): string | undefined {
	const { location } = headers;
	return REDIRECTS.includes(statusCode) && typeof location === 'string' && URL.canParse(location, 'http://a')
		? location
		: undefined;
}

/** @param refusal what an answer with this text instead of a file means */
async function lookAt(answer: FileAnswer, refusal: (text: string) => Error): Promise<OpenedFile> {
	const { statusCode, headers, body } = answer;
	const bytes = new IncomingBytes(body);
	const start = await bytes.peek(PEEKED_BYTES);
	const { 'content-length': length } = headers;
	const promisedSize = length === undefined ? undefined : Number(length);
	const size = bytes.isWhole ? start.byteLength : (promisedSize ?? Infinity);
	const recognised = recognise(start, size);
	const isFile = recognised.kind === 'video' || readText(start.subarray(0, PEEKED_BYTES)) === undefined;
	if (statusCode === 200 && isFile && size > 0) return { start, recognised, bytes, promisedSize };
	const text = isFile ? '' : (await bytes.peek(LONGEST_TEXT_BYTES)).toString('utf8');
	bytes.close();
	throw refusal(text);
}

/** What memories.ai's own answer means; a yes without a file is none of its answers. */
function refusalOf(api: ApiAccess, request: ApiRequest, answer: FileAnswer, text: string): Error {
	const format = request.answerFormat ?? formatOf(api);
	try {
		format.read({ ...answer, body: text });
		return new ApiFailure('unreadable');
	} catch (error) {
		return error as Error;
	}
}

function refusalOfStore({ statusCode, headers }: FileAnswer): ApiFailure {
	const code = String(statusCode);
	if (statusCode === 429 || statusCode === 503) {
		return new ApiFailure('limit', { code, retryAfterMs: readRetryAfter(headers['retry-after']) });
	}
	return new ApiFailure(statusCode >= 500 ? 'gateway' : 'fileStore', { code });
}
