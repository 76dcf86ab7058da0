import { FormData, request, type Dispatcher } from 'undici';
import { defaultApiKey, startSimulator, type Simulator, type SimulatorOptions } from './simulator';

/** An HTTP answer with its body both as text and, if it is JSON, parsed. */
export interface ClientAnswer {
	status: number;
	headers: Dispatcher.ResponseData['headers'];
	text: string;
	json: unknown;
}

/** The upload path of each API generation. */
export const uploadPath = {
	'v1.1': '/serve/api/video/upload',
	'v1.2': '/serve/api/v1/upload',
} as const;

/** The content every test upload has unless it brings its own. */
export const videoContent = 'not really a video';

/** The changeable parts of a test upload; field values may repeat a name. */
export interface TestUpload {
	version?: keyof typeof uploadPath;
	fields?: Array<[string, string]>;
	query?: string;
	fileName?: string;
	mimeType?: string;
	content?: string;
	apiKey?: string;
}

const runningSimulators: Simulator[] = [];

/** Starts a simulator that `closeSimulators` will close. */
export async function openSimulator(options?: SimulatorOptions): Promise<Simulator> {
	const simulator = await startSimulator(options);
	runningSimulators.push(simulator);
	return simulator;
}

/** Closes every simulator opened since the last call; for afterEach. */
export async function closeSimulators(): Promise<void> {
	await Promise.all(runningSimulators.splice(0).map((simulator) => simulator.close()));
}

/** Sends a request with the default API key and reads the whole answer. */
export async function send(
	simulator: Simulator,
	method: 'GET' | 'POST',
	path: string,
	options: { body?: string | FormData; headers?: Record<string, string> } = {},
): Promise<ClientAnswer> {
	const { statusCode, headers, body } = await request(simulator.url + path, {
		method,
		headers: { authorization: defaultApiKey, ...options.headers },
		body: options.body ?? null,
	});
	const text = await body.text();
	return { status: statusCode, headers, text, json: parsed(text) };
}

/** Posts a JSON body. */
export function postJson(simulator: Simulator, path: string, content: unknown): Promise<ClientAnswer> {
	return send(simulator, 'POST', path, {
		body: JSON.stringify(content),
		headers: { 'content-type': 'application/json' },
	});
}

/** Uploads a small file, by v1.2 unless told otherwise. */
export function upload(simulator: Simulator, options: TestUpload = {}): Promise<ClientAnswer> {
	const { version = 'v1.2', query = '', fields = [], apiKey = defaultApiKey } = options;
	const { fileName = 'clip.mp4', mimeType = 'video/mp4', content = videoContent } = options;
	const body = new FormData();
	for (const [name, value] of fields) body.append(name, value);
	body.append('file', new Blob([content], { type: mimeType }), fileName);
	return send(simulator, 'POST', uploadPath[version] + query, { body, headers: { authorization: apiKey } });
}

/** Uploads a small file and gives the new video's number. */
export async function uploadedVideoNo(simulator: Simulator, options?: TestUpload): Promise<string> {
	const { json } = await upload(simulator, options);
	return (json as { data: { videoNo: string } }).data.videoNo;
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}
