import { FormData, request, type Dispatcher } from 'undici';
import type { Simulator, SimulatorOptions } from '../simulator';
import { openSimulator, type ClientAnswer } from '../testClient';
import type { DatalakeOptions } from './datalake';
import { defaultDatalakeKey } from './keys';

/** A Datalake under test: its simulator, and a collection to put videos in. */
export interface TestDatalake {
	simulator: Simulator;
	datalake: Simulator['datalake'];
	collectionId: string;
}

/** An answer whose JSON is an object. */
export interface DatalakeAnswer extends ClientAnswer {
	json: Record<string, unknown>;
}

/** Starts a simulator with one collection, that `closeSimulators` will close. */
export async function openDatalake(
	options: DatalakeOptions = {},
	surroundings: Omit<SimulatorOptions, 'datalake'> = {},
): Promise<TestDatalake> {
	const simulator = await openSimulator({ ...surroundings, datalake: options });
	const { datalake } = simulator;
	return { simulator, datalake, collectionId: datalake.addCollection('n8n').id };
}

/** What a request of a test has besides method and path. */
export interface TestRequest {
	json?: unknown;
	form?: FormData;
	body?: string | Buffer;
	headers?: Record<string, string>;
	apiKey?: string;
	base?: string;
}

/** Sends a request to the API. */
export function call(
	{ simulator }: Pick<TestDatalake, 'simulator'>,
	method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
	path: string,
	{ json, form, body, headers, apiKey = defaultDatalakeKey, base = '/serve/datalake/v1' }: TestRequest = {},
): Promise<DatalakeAnswer> {
	return fetched(simulator.url + base + path, {
		method,
		headers: {
			authorization: apiKey,
			...(json === undefined ? {} : { 'content-type': 'application/json' }),
			...headers,
		},
		body: form ?? body ?? (json === undefined ? null : JSON.stringify(json)),
	});
}

/** The content every test upload has unless it brings its own. */
export const fileContent = 'not really a video';

/** Uploads a small file into the test's collection. */
export function uploadFile(
	target: TestDatalake,
	json: object = {},
	{ content = fileContent, jsonType }: { content?: string | Buffer; jsonType?: string } = {},
): Promise<DatalakeAnswer> {
	const jsonText = JSON.stringify({ collection_id: target.collectionId, ...json });
	const typeLine = jsonType === undefined ? '' : `Content-Type: ${jsonType}\r\n`;
	const body = Buffer.concat([
		Buffer.from(
			`--b\r\nContent-Disposition: form-data; name="json"\r\n${typeLine}\r\n${jsonText}\r\n` +
				'--b\r\nContent-Disposition: form-data; name="file"; filename="clip.mp4"\r\n' +
				'Content-Type: video/mp4\r\n\r\n',
		),
		Buffer.from(content),
		Buffer.from('\r\n--b--\r\n'),
	]);
	return call(target, 'POST', '/videos', {
		body,
		headers: { 'content-type': 'multipart/form-data; boundary=b' },
	});
}

/** Uploads a small file, and gives the new video's id. */
export async function uploadedVideo(target: TestDatalake, json?: object): Promise<string> {
	const answer = await uploadFile(target, json);
	return String(answer.json.video_id);
}

/** Uploads a small file, and gives the id of the video, processed. */
export async function readyVideo(target: TestDatalake, json?: object): Promise<string> {
	const id = await uploadedVideo(target, json);
	target.datalake.settle(id, 'ready');
	return id;
}

/** Opens a session for the upload of a file in chunks. */
export async function openSession(
	target: TestDatalake,
	json: object = {},
): Promise<{ videoId: string; url: string; answer: DatalakeAnswer }> {
	const answer = await call(target, 'POST', '/videos?upload=resumable', {
		json: { collection_id: target.collectionId, ...json },
	});
	return { videoId: String(answer.json.video_id), url: String(answer.json.upload_url), answer };
}

/** Sends a PUT to a session. */
export function put(
	url: string,
	contentRange: string | undefined,
	body: Buffer = Buffer.alloc(0),
	headers: Record<string, string> = {},
): Promise<DatalakeAnswer> {
	return fetched(url, {
		method: 'PUT',
		headers: { ...(contentRange === undefined ? {} : { 'content-range': contentRange }), ...headers },
		body,
	});
}

/** Asks a session how far it is. */
export function askOffset(url: string, total: number | '*' = '*'): Promise<DatalakeAnswer> {
	return put(url, `bytes */${total}`);
}

/** Waits until `condition` holds, giving sockets their turn in between. */
export async function until(condition: () => boolean): Promise<void> {
	while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}

/** What a client sees of a connection that the server ended. */
export const connectionError = {
	code: expect.stringMatching(/^(ECONNRESET|EPIPE|UND_ERR_SOCKET)$/) as string,
};

/** Sends a request and reads the whole answer. */
export async function fetched(
	url: string,
	options: Omit<Dispatcher.RequestOptions, 'path' | 'origin'>,
): Promise<DatalakeAnswer> {
	const { statusCode, headers, body } = await request(url, options);
	const text = await body.text();
	return { status: statusCode, headers, text, json: objectIn(text) };
}

function objectIn(text: string): Record<string, unknown> {
	try {
		return JSON.parse(text) as Record<string, unknown>;
	} catch {
		return {};
	}
}
