import { createHash } from 'node:crypto';
import { DatalakeStage, largeVideo } from '../support/datalake';
import { inMemoryItem, sampleSha256, sampleVideo, storedItem } from '../support/uploads';

const stage = DatalakeStage.forEachTest();

test('a key that begins with sk-mai- needs no further choice, and the video goes in one request', async () => {
	const additionalFields = {
		reference: 'order-4711',
		tags: 'interview, berlin',
		datetimeTaken: '2026-05-31T18:30:00+02:00',
		latitude: 52.5,
		longitude: 13.4,
		cameraModel: 'GoPro HERO12',
	};
	const item = await storedItem(stage.engine, { fileName: 'My interview.mp4', mimeType: 'video/mp4' });
	const run = await stage.run('upload', { additionalFields }, [item]);

	const [video] = stage.datalake.videos;
	const [collection] = stage.datalake.collections;
	expect(run.items[0]?.json).toEqual({
		videoNo: video?.id,
		videoName: 'My interview',
		videoStatus: 'processing',
		operation: video?.operation,
		collectionId: collection?.id,
		fileName: 'My interview.mp4',
		mimeType: 'video/mp4',
		fileSize: sampleVideo.byteLength,
		reference: 'order-4711',
		apiVersion: 'datalake',
	});
	expect(collection).toMatchObject({ name: 'n8n' });
	expect(video).toMatchObject({
		sha256: sampleSha256,
		collectionId: collection?.id,
		capturedAt: '2026-05-31T18:30:00+02:00',
		location: { lat: 52.5, lng: 13.4 },
		metadata: {
			title: 'My interview',
			tags: ['interview', 'berlin'],
			custom: { reference: 'order-4711', camera_model: 'GoPro HERO12' },
		},
	});
	expect(video?.idempotencyKey).toMatch(/^[0-9a-f]{64}$/);
	expect(stage.requests()).toEqual([
		'GET /usage/balance',
		'GET /collections',
		'POST /collections',
		'GET /collections',
		'POST /videos',
	]);
	const [upload] = stage.datalake.requestsTo('uploadFile');
	expect(upload).toMatchObject({ headers: { authorization: stage.credential().apiKey } });
	expect(Number(upload?.headers['content-length'])).toBe(upload?.receivedBytes);
});

test('a date without a time zone is one of the workflow’s', async () => {
	const additionalFields = { datetimeTaken: '2026-05-31T18:30:00' };
	await stage.run('upload', { additionalFields }, [inMemoryItem()]);

	expect(stage.datalake.videos).toMatchObject([{ capturedAt: '2026-05-31T18:30:00-04:00' }]);
});

describe('above 100 MB', () => {
	const video = largeVideo(101_000_000);
	const sha256 = createHash('sha256').update(video).digest('hex');
	const item = async () => await storedItem(stage.engine, { fileName: 'big.mp4' }, video);

	test('it goes part by part, then it is finalized', async () => {
		const run = await stage.run('upload', {}, [await item()]);

		expect(run.error).toBeUndefined();
		expect(stage.datalake.videos).toMatchObject([
			{ sha256, bytes: video.byteLength, metadata: { title: 'big' } },
		]);
		expect(run.items).toMatchObject([
			{ json: { videoNo: stage.datalake.videos[0]?.id, videoStatus: 'processing', fileSize: 101_000_000 } },
		]);
		expect(stage.requests().slice(-2)).toEqual([
			'POST /videos',
			`POST /videos/${stage.datalake.videos[0]?.id}:finalize`,
		]);
		const [session] = stage.datalake.sessionHost.sessions;
		expect(session?.chunks).toHaveLength(13);
		expect(session?.chunks[0]).toMatchObject({ contentRange: 'bytes 0-8388607/101000000' });
	});

	test('the key stays away from the session’s host, and its address from everything that n8n keeps', async () => {
		stage.datalake.faults.always('putChunk', { kind: 'http', status: 500 });
		const run = await stage.run('upload', { options: { maxRetries: 0 } }, [await item()]);

		const [session] = stage.datalake.sessionHost.sessions;
		expect(run.error).toBeDefined();
		expect(stage.datalake.sessionHost.authorizations).toEqual([]);
		expect(session?.id).toHaveLength(64);
		expect(run.stored).not.toContain(session?.id);
		expect(run.stored).not.toContain(stage.datalake.sessionHost.url);
	});

	test.each([
		[undefined, 8 * 1024 ** 2],
		[1, 8 * 1024 ** 2],
		[20_000_000, 76 * 256 * 1024],
	])('chunk_size %s makes parts of %s bytes', async (chunkSize, bytes) => {
		stage.datalake.switches.chunkSize = chunkSize;
		await stage.run('upload', {}, [await item()]);

		expect(stage.datalake.videos).toMatchObject([{ sha256 }]);
		expect(stage.datalake.sessionHost.sessions[0]?.chunks[0]).toMatchObject({ receivedBytes: bytes });
	});
});

describe('what the Datalake lacks is refused before anything is sent', () => {
	test.each([
		['folderId', { additionalFields: { folderId: '1' } }, "'Folder'"],
		['uniqueId', { additionalFields: { uniqueId: 'a' } }, "'Unique ID'"],
		['prompt', { additionalFields: { videoTranscriptionPrompt: 'a' } }, "'Transcription Prompt'"],
		['retain', { additionalFields: { retainOriginalVideo: true } }, "'Keep Original Video'"],
		['callback', { callbackUrl: 'http://localhost/webhook/a' }, "'Callback URL'"],
	])('%s', async (_field, fields, name) => {
		const run = await stage.run('upload', fields, [inMemoryItem()]);

		expect(run.error?.message).toBe(`${name} does not exist in the memories.ai Datalake [Item 0]`);
		expect(stage.simulator.journal).toEqual([]);
	});

	test('Callback URL: the way out is named', async () => {
		const run = await stage.run('upload', { callbackUrl: 'https://n8n.example.com/webhook/a' }, [
			inMemoryItem(),
		]);

		expect(run.error?.description).toMatch(/'Wait Until Parsed'.*Memories\.ai Polling Trigger/);
	});

	test('a question', async () => {
		const run = await stage.run('ask', {
			resource: 'chat',
			videoNos: { __rl: true, mode: 'id', value: 'vid_1' },
			prompt: 'What is built?',
		});

		expect(run.error?.message).toBe("'Ask' does not exist in the memories.ai Datalake [Item 0]");
		expect(run.error?.description).toMatch(/'Search Videos'.*AI Agent/);
		expect(stage.simulator.journal).toEqual([]);
	});

	test('and a collection with a key of v1.x', async () => {
		const additionalFields = { collection: { __rl: true, mode: 'name', value: 'a' } };
		const credential = { apiVersion: 'v1.2', apiKey: 'sk-simulator' } as const;
		const run = await stage.run('upload', { additionalFields }, [inMemoryItem()], { credential });

		expect(run.error?.message).toBe("'Collection' needs a key of the memories.ai Datalake [Item 0]");
		expect(stage.simulator.journal).toEqual([]);
	});
});

test('an account without money ends the run’s further uploads without asking again', async () => {
	await stage.restart({ balanceUsd: 0 });
	stage.datalake.addCollection('n8n');
	const items = [inMemoryItem(), inMemoryItem(), inMemoryItem()];
	const run = await stage.run('upload', {}, items, { node: { onError: 'continueRegularOutput' } });

	expect(run.items.map(({ json }) => json.error)).toEqual(
		[0, 1, 2].map((item) => `The memories.ai account has no money left [Item ${item}]`),
	);
	expect(stage.requests().filter((request) => request === 'POST /videos')).toHaveLength(1);
});
