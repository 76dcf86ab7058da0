import { readFileSync } from 'node:fs';
import path from 'node:path';
import { startSimulator } from '../simulator/simulator';
import { Stage } from './support/stage';
import {
	apiKey,
	credentialFor,
	inMemoryItem,
	sampleSha256,
	sampleVideo,
	storedItem,
	uploadParameters,
	uploadsOf,
} from './support/uploads';

const stage = Stage.forEachTest();

describe('API versions', () => {
	test('v1.1 sends the page’s request: raw key, form field "callback", file with name, type and exact length', async () => {
		const parameters = uploadParameters({
			callbackUrl: 'https://n8n.example.com/webhook/abc/memories-ai',
			options: { signCallback: false },
		});
		const run = await stage.engine.runNode(
			parameters,
			[await storedItem(stage.engine)],
			credentialFor(stage.simulator, { apiVersion: 'v1.1' }),
		);

		expect(run.status).toBe('success');
		expect(stage.simulator.journal).toHaveLength(1);
		const [request] = stage.simulator.journal;
		expect(request).toMatchObject({
			method: 'POST',
			path: '/serve/api/video/upload',
			query: [],
			fields: [['callback', 'https://n8n.example.com/webhook/abc/memories-ai']],
			file: {
				fieldName: 'file',
				fileName: 'sample.mp4',
				mimeType: 'video/mp4',
				bytes: sampleVideo.byteLength,
				sha256: sampleSha256,
			},
		});
		expect(request?.headers.authorization).toBe(apiKey);
		expect(request?.contentLength).toBe(request?.receivedBytes);
		expect(request?.headers['transfer-encoding']).toBeUndefined();
	});

	test('v1.2 sends to its own path', async () => {
		await stage.engine.runNode(
			uploadParameters(),
			[await storedItem(stage.engine)],
			credentialFor(stage.simulator, { apiVersion: 'v1.2' }),
		);

		expect(stage.simulator.journal.map((entry) => entry.path)).toEqual(['/serve/api/v1/upload']);
		expect(stage.simulator.journal[0]?.file?.sha256).toBe(sampleSha256);
	});

	test('auto asks once, then uses v1.2', async () => {
		const credential = credentialFor(stage.simulator, { apiVersion: 'auto' });
		await stage.engine.runNode(uploadParameters(), [await storedItem(stage.engine)], credential);
		await stage.engine.runNode(uploadParameters(), [await storedItem(stage.engine)], credential);

		expect(stage.simulator.journal.map((entry) => entry.path)).toEqual([
			'/serve/api/v1/list_videos',
			'/serve/api/v1/upload',
			'/serve/api/v1/upload',
		]);
	});

	test.each(['spring404', 'envelope0001'] as const)(
		'auto uses v1.1 where the server knows only its upload page (%s)',
		async (unknownPathAnswer) => {
			await stage.restartSimulator({ serveOnlyUploadPage: true, unknownPathAnswer });
			const run = await stage.engine.runNode(
				uploadParameters(),
				[await storedItem(stage.engine)],
				credentialFor(stage.simulator, { apiVersion: 'auto' }),
			);

			expect(stage.simulator.journal.map((entry) => entry.path)).toEqual([
				'/serve/api/v1/list_videos',
				'/serve/api/video/upload',
			]);
			expect(run.items[0]?.json).toMatchObject({ apiVersion: 'v1.1' });
		},
	);
});

describe('output', () => {
	test("is the API's data and what the node knows, paired with its input item", async () => {
		const run = await stage.engine.runNode(
			uploadParameters({ additionalFields: { reference: '={{ "order-" + $json.id }}' } }),
			[
				{ ...(await storedItem(stage.engine)), json: { id: 1 } },
				{ ...inMemoryItem({ fileName: 'second.mov', mimeType: 'video/quicktime' }), json: { id: 2 } },
			],
			credentialFor(stage.simulator),
		);

		const [first, second] = stage.simulator.videos;
		expect(run.items).toEqual([
			{
				json: {
					videoNo: first?.videoNo,
					videoName: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
					videoStatus: 'UNPARSE',
					uploadTime: expect.stringMatching(/^\d{13}$/) as string,
					fileName: 'sample.mp4',
					mimeType: 'video/mp4',
					fileSize: sampleVideo.byteLength,
					reference: 'order-1',
					apiVersion: 'v1.2',
				},
				pairedItem: { item: 0 },
			},
			{
				json: expect.objectContaining({
					videoNo: second?.videoNo,
					fileName: 'second.mp4',
					mimeType: 'video/mp4',
					reference: 'order-2',
				}) as object,
				pairedItem: { item: 1 },
			},
		]);
		expect(uploadsOf(stage.simulator).map((entry) => entry.file?.sha256)).toEqual([
			sampleSha256,
			sampleSha256,
		]);
	});
});

describe('fields', () => {
	test('all fields of v1.2 travel before the file, in the forms of the API', async () => {
		await stage.engine.runNode(
			uploadParameters({
				additionalFields: {
					fileName: 'holiday.mov',
					uniqueId: 'team-a',
					tags: 'beach, sun ,  berlin',
					datetimeTaken: '2026-05-31T18:30:00.000+02:00',
					cameraModel: 'GoPro HERO12',
					latitude: 48.2082,
					longitude: 16.3738,
					folderId: '568102998803353600',
					retainOriginalVideo: false,
					videoTranscriptionPrompt: 'Describe the waves',
				},
			}),
			[await storedItem(stage.engine)],
			credentialFor(stage.simulator),
		);

		expect(Object.fromEntries(uploadsOf(stage.simulator)[0]?.fields ?? [])).toEqual({
			unique_id: 'team-a',
			tags: 'berlin',
			datetime_taken: '2026-05-31 18:30:00',
			camera_model: 'GoPro HERO12',
			latitude: '48.2082',
			longitude: '16.3738',
			folder_id: '568102998803353600',
			retain_original_video: 'false',
			video_transcription_prompt: 'Describe the waves',
		});
		const tags = uploadsOf(stage.simulator)[0]?.fields.filter(([name]) => name === 'tags');
		expect(tags?.map(([, value]) => value)).toEqual(['beach', 'sun', 'berlin']);
		expect(uploadsOf(stage.simulator)[0]?.file?.fileName).toBe('holiday.mp4');
	});

	test('the callback can travel in the query instead, and then only there', async () => {
		await stage.engine.runNode(
			uploadParameters({
				callbackUrl: 'https://n8n.example.com/webhook/abc/memories-ai?a=1&b=2',
				options: { callbackLocation: 'query', signCallback: false },
			}),
			[await storedItem(stage.engine)],
			credentialFor(stage.simulator),
		);

		expect(uploadsOf(stage.simulator)[0]?.query).toEqual([
			['callback', 'https://n8n.example.com/webhook/abc/memories-ai?a=1&b=2'],
		]);
		expect(uploadsOf(stage.simulator)[0]?.fields).toEqual([]);
	});
});

describe('refused before anything is sent', () => {
	const webPage = Buffer.from('<!DOCTYPE html><title>Sign in</title>');

	test.each([
		['an empty file', { fileName: 'a.mp4' }, Buffer.alloc(0), "The file 'a.mp4' is empty"],
		[
			'a text file',
			{ fileName: 'notes.txt', mimeType: 'text/plain' },
			webPage,
			"The file 'notes.txt' contains a web page, not a video",
		],
		[
			'a web page with a video name',
			{ fileName: 'a.mp4', mimeType: 'text/html' },
			webPage,
			"The file 'a.mp4' contains a web page, not a video",
		],
		[
			'a container that v1.2 does not take',
			{ fileName: 'a.mp4' },
			readFileSync(path.resolve(__dirname, '../fixtures/odd/videos/vp9.webm')),
			"The file 'a.webm' is a WebM video, which version v1.2 of the memories.ai API does not take",
		],
		[
			'a web page under the name and type of a video',
			{ fileName: 'a.mp4' },
			webPage,
			"The file 'a.mp4' contains a web page, not a video",
		],
	])('%s', async (_case, description, bytes, message) => {
		const run = await stage.engine.runNode(
			uploadParameters(),
			[await storedItem(stage.engine, description, bytes)],
			credentialFor(stage.simulator),
		);

		expect(run.error).toMatchObject({ message: `${message} [Item 0]`, context: { itemIndex: 0 } });
		expect(uploadsOf(stage.simulator)).toEqual([]);
	});

	test.each([
		['latitude without longitude', { additionalFields: { latitude: 3 } }, /'Latitude' and 'Longitude'/],
		['too many tags', { additionalFields: { tags: 'x,'.repeat(21) } }, /'Tags' has 21 tags/],
		[
			'a date that does not exist',
			{ additionalFields: { datetimeTaken: '2026-02-31' } },
			/'Date Taken' is not/,
		],
		['a callback URL that is none', { callbackUrl: 'my webhook' }, /'Callback URL' is not a web address/],
		['a missing field', { binaryPropertyName: 'video' }, /no file in 'video'/],
	])('%s', async (_case, fields, message) => {
		const run = await stage.engine.runNode(
			uploadParameters(fields),
			[await storedItem(stage.engine)],
			credentialFor(stage.simulator),
		);

		expect(run.error).toMatchObject({
			message: expect.stringMatching(message) as string,
			context: { itemIndex: 0 },
		});
		expect(stage.simulator.journal).toEqual([]);
	});

	test('a field that only v1.2 knows, under v1.1', async () => {
		const run = await stage.engine.runNode(
			uploadParameters({ additionalFields: { tags: 'a' } }),
			[await storedItem(stage.engine)],
			credentialFor(stage.simulator, { apiVersion: 'v1.1' }),
		);

		expect(run.error?.message).toBe("'Tags' needs version v1.2 of the memories.ai API [Item 0]");
		expect(stage.simulator.journal).toEqual([]);
	});

	test.each([
		['an empty key', { apiKey: '  ' }, /'API Key' is empty/],
		['a base URL that is none', { baseUrl: 'api.memories.ai' }, /'Base URL' is not a web address/],
	])('%s', async (_case, changes, message) => {
		const run = await stage.engine.runNode(
			uploadParameters(),
			[await storedItem(stage.engine)],
			credentialFor(stage.simulator, changes),
		);

		expect(run.error?.message).toMatch(message);
		expect(stage.simulator.journal).toEqual([]);
	});

	test('a wrong key, when the node asks for the API version first: no video byte is sent', async () => {
		const run = await stage.engine.runNode(
			uploadParameters(),
			[await storedItem(stage.engine)],
			credentialFor(stage.simulator, { apiVersion: 'auto', apiKey: 'sk-wrong' }),
		);

		expect(run.error?.message).toBe('memories.ai does not accept the API key [Item 0]');
		expect(uploadsOf(stage.simulator)).toEqual([]);
	});
});

describe('refused by the server', () => {
	test.each([
		['0402', 'The memories.ai account has no credits left'],
		['0403', 'The memories.ai account is disabled'],
		['0401', 'memories.ai does not accept the API key'],
		['9009', 'memories.ai does not accept the API key'],
		['7777', 'memories.ai refused the request'],
	])('code %s', async (code, message) => {
		stage.simulator.faults.next('upload', { kind: 'envelope', code, msg: 'said so' });
		const run = await stage.engine.runNode(
			uploadParameters(),
			[await storedItem(stage.engine)],
			credentialFor(stage.simulator),
		);

		expect(run.error).toMatchObject({
			name: 'NodeApiError',
			message: `${message} [Item 0]`,
			description: expect.stringContaining(`code ${code}, "said so"`) as string,
			httpCode: code,
			context: { itemIndex: 0 },
		});
	});

	test('a redirect is not followed, and the key stays with the chosen host', async () => {
		const elsewhere = await startSimulator();
		stage.simulator.faults.next('upload', {
			kind: 'http',
			status: 307,
			headers: { location: `${elsewhere.url}/serve/api/v1/upload` },
		});
		const run = await stage.engine.runNode(
			uploadParameters(),
			[await storedItem(stage.engine)],
			credentialFor(stage.simulator),
		);

		expect(run.error?.message).toBe('The server wants to send the request to another address [Item 0]');
		expect(elsewhere.journal).toEqual([]);
		await elsewhere.close();
	});
});

describe('several items, one of which fails', () => {
	const empty = { fileName: 'empty.mp4' };

	test('the error names the videos uploaded before it', async () => {
		const run = await stage.engine.runNode(
			uploadParameters(),
			[
				await storedItem(stage.engine),
				await storedItem(stage.engine, empty, Buffer.alloc(0)),
				await storedItem(stage.engine),
			],
			credentialFor(stage.simulator),
		);

		expect(run.error).toMatchObject({
			message: "The file 'empty.mp4' is empty [Item 1]",
			description: expect.stringContaining(
				`Uploaded before this item: item 0: ${stage.simulator.videos[0]?.videoNo}`,
			) as string,
			context: { itemIndex: 1 },
		});
		expect(stage.simulator.videos).toHaveLength(1);
	});

	test('with Continue On Fail the others go through, each paired with its item', async () => {
		const run = await stage.engine.runNode(
			uploadParameters(),
			[
				await storedItem(stage.engine),
				await storedItem(stage.engine, empty, Buffer.alloc(0)),
				await storedItem(stage.engine),
			],
			credentialFor(stage.simulator),
			{ node: { onError: 'continueRegularOutput' } },
		);

		expect(run.status).toBe('success');
		expect(run.items.map(({ json, pairedItem }) => [json.videoNo ?? json.error, pairedItem])).toEqual([
			[stage.simulator.videos[0]?.videoNo, { item: 0 }],
			["The file 'empty.mp4' is empty [Item 1]", { item: 1 }],
			[stage.simulator.videos[1]?.videoNo, { item: 2 }],
		]);
	});
});

test('the API key is in no output, error or stored run', async () => {
	const secret = 'sk-very-secret-key';
	await stage.restartSimulator({ apiKeys: [secret] });
	const credential = credentialFor(stage.simulator, { apiKey: secret });
	const parameters = uploadParameters({ callbackUrl: 'https://n8n.example.com/webhook/abc/memories-ai' });
	const good = await stage.engine.runNode(parameters, [await storedItem(stage.engine)], credential);
	stage.simulator.faults.next('upload', { kind: 'http', status: 413, body: 'bad' });
	const refused = await stage.engine.runNode(parameters, [await storedItem(stage.engine)], credential);
	const unreachable = await stage.engine.runNode(
		uploadParameters({ options: { maxRetries: 0 } }),
		[await storedItem(stage.engine)],
		{ ...credential, baseUrl: 'http://127.0.0.1:9' },
	);

	expect(good.status).toBe('success');
	expect(refused.status).toBe('error');
	expect(unreachable.error?.message).toBe('memories.ai did not answer [Item 0]');
	for (const run of [good, refused, unreachable]) {
		expect(run.stored).not.toContain(secret);
		expect(run.stored).not.toContain('mai=');
	}
});

test.each([
	['100 MB', 100 * 1024 ** 2, false],
	['a byte more', 100 * 1024 ** 2 + 1, true],
])('a video of %s that n8n keeps in memory: whether the editor warns', async (_case, size, isWarned) => {
	const video = Buffer.concat([sampleVideo, Buffer.alloc(size - sampleVideo.length)]);
	const items = [inMemoryItem({}, video)];
	const run = await stage.engine.runNode(uploadParameters(), items, credentialFor(stage.simulator));

	expect(run.status).toBe('success');
	expect(run.stored.includes('N8N_DEFAULT_BINARY_DATA_MODE=filesystem')).toBe(isWarned);
});
