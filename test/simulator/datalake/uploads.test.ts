import { createHash } from 'node:crypto';
import { closeSimulators } from '../testClient';
import { call, fileContent, openDatalake, uploadFile, type TestDatalake } from './datalakeClient';

afterEach(closeSimulators);

const accepted = {
	video_id: expect.stringMatching(/^vid_[0-9a-f]{32}$/) as string,
	operation: expect.stringMatching(/^op_[0-9a-f]{32}$/) as string,
	status: 'processing',
};

function uploadUrl(target: TestDatalake, json: object) {
	return call(target, 'POST', '/videos', { json: { collection_id: target.collectionId, ...json } });
}

describe('a file in one request', () => {
	it.each([undefined, 'application/json'])('makes a video, its JSON typed %s', async (jsonType) => {
		const target = await openDatalake();
		const metadata = { title: 'clip', tags: ['a'], custom: { reference: '7' } };
		const json = { fps: 2, captured_at: '2026-07-01T10:20:30+02:00', location: { lat: 1, lng: 2 }, metadata };

		const answer = await uploadFile(target, json, { jsonType });

		expect(answer.status).toBe(202);
		expect(answer.json).toEqual(accepted);
		const sha256 = createHash('sha256').update(fileContent).digest('hex');
		expect(target.datalake.videos).toMatchObject([
			{ id: answer.json.video_id, fileName: 'clip.mp4', bytes: 18, sha256, metadata, fps: 2 },
		]);
		expect(target.datalake.journal).toMatchObject([
			{
				datalakeEndpoint: 'uploadFile',
				json: { collection_id: target.collectionId, ...json },
				file: { fieldName: 'file', bytes: 18, sha256, mimeType: 'video/mp4' },
			},
		]);
		expect(target.datalake.createdVideos).toBe(1);
	});

	it('can be answered in other ways', async () => {
		const target = await openDatalake({ switches: { acceptedStatus: 200, uploadIdField: 'id' } });

		const answer = await uploadFile(target);

		expect(answer).toMatchObject({ status: 200, json: { id: accepted.video_id } });
		expect(answer.json).not.toHaveProperty('video_id');
	});

	it('can be too large', async () => {
		const target = await openDatalake({ switches: { maxMultipartBytes: 18 } });

		expect(await uploadFile(target)).toMatchObject({ status: 202 });
		expect(await uploadFile(target, {}, { content: `${fileContent}!` })).toMatchObject({
			status: 413,
			json: { error: { code: 'payload_too_large' } },
		});
		expect(target.datalake.videos).toHaveLength(1);
	});

	it('can be refused for its tags alone', async () => {
		const target = await openDatalake({ switches: { tagsAtUpload: 'refused' } });

		const withTags = await uploadFile(target, { metadata: { title: 'clip', tags: ['a'] } });
		const withoutTags = await uploadFile(target, { metadata: { title: 'clip' } });
		const id = String(withoutTags.json.video_id);
		const patched = await call(target, 'PATCH', `/videos/${id}`, { json: { metadata: { tags: ['a'] } } });

		expect(withTags).toMatchObject({
			status: 400,
			json: { error: { message: 'json part is not valid JSON' } },
		});
		expect(patched.json).toMatchObject({ id, metadata: { title: 'clip', tags: ['a'] } });
	});

	it('is refused for metadata that is not known, unless that is ignored', async () => {
		const target = await openDatalake();
		const json = { metadata: { camera: 'X100', title: 'clip' } };

		const refused = await uploadFile(target, json);
		target.datalake.switches.unknownMetadata = 'ignored';
		await uploadFile(target, json);

		expect(refused).toMatchObject({
			status: 400,
			json: { error: { message: 'json part is not valid JSON' } },
		});
		expect(target.datalake.videos).toMatchObject([{ metadata: { title: 'clip' } }]);
		expect(target.datalake.videos[0]?.metadata).not.toHaveProperty('camera');
	});

	it.each<[string, object, number]>([
		['no collection', { collection_id: undefined }, 400],
		['an unknown collection', { collection_id: 'col_0' }, 404],
		['a long key', { idempotency_key: 'k'.repeat(129) }, 400],
		['a key that is no text', { idempotency_key: 1 }, 400],
		['fps', { fps: 0 }, 400],
		['a time', { captured_at: 'yesterday' }, 400],
		['a place', { location: { lat: -91, lng: 0 } }, 400],
		['another place', { location: { lat: 0, lng: 181 } }, 400],
		['metadata', { metadata: [] }, 400],
		['a title', { metadata: { title: 1 } }, 400],
		['tags', { metadata: { tags: 'a' } }, 400],
		['custom', { metadata: { custom: 'a' } }, 400],
	])('is refused for %s', async (_what, json, status) => {
		const target = await openDatalake();

		expect(await uploadFile(target, json)).toMatchObject({ status });
		expect(target.datalake.createdVideos).toBe(0);
		expect(target.datalake.spentUsd).toBe(0);
	});

	it.each([
		['name="json"\r\n\r\n{"collection_id":', 'json part is not valid JSON'],
		['name="json"\r\n\r\n{"collection_id":"COLLECTION"}', 'file part is required'],
		['name="file"; filename="a.mp4"\r\n\r\n...', 'json part is not valid JSON'],
	])('is refused for the form %j', async (part, message) => {
		const target = await openDatalake();
		const body = `--b\r\nContent-Disposition: form-data; ${part}\r\n--b--\r\n`;

		const answer = await call(target, 'POST', '/videos', {
			body: body.replace('COLLECTION', target.collectionId),
			headers: { 'content-type': 'multipart/form-data; boundary=b' },
		});

		expect(answer).toMatchObject({ status: 400, json: { error: { message } } });
	});

	it('is refused without balance', async () => {
		const target = await openDatalake({ balanceUsd: 0 });

		expect(await uploadFile(target)).toMatchObject({
			status: 402,
			json: { error: { code: 'quota_exceeded' } },
		});
		expect(await uploadUrl(target, { source_url: 'https://example.com/a.mp4' })).toMatchObject({
			status: 402,
		});
	});
});

describe('a link', () => {
	it('makes a video', async () => {
		const target = await openDatalake();

		const answer = await uploadUrl(target, { source_url: 'https://example.com/a.mp4', unknown: 1 });

		expect(answer).toMatchObject({ status: 202, json: accepted });
		expect(target.datalake.videos).toMatchObject([{ sourceUrl: 'https://example.com/a.mp4' }]);
	});

	it.each(['https://www.youtube.com/watch?v=1', 'https://example.com/a.html'])(
		'to a page: %s',
		async (url) => {
			const target = await openDatalake();

			const refused = await uploadUrl(target, { source_url: url });
			target.datalake.switches.pageLinks = 'failLater';
			const { json } = await uploadUrl(target, { source_url: url });
			target.datalake.settle(String(json.video_id), 'ready');
			const operation = await call(target, 'GET', `/operations/${String(json.operation)}`);

			expect(refused).toMatchObject({ status: 400, json: { error: { code: 'source_unresolvable' } } });
			expect(operation.json).toMatchObject({ done: true, error: { code: 'source_unresolvable' } });
		},
	);

	it.each([{}, { source_url: 'a.mp4' }, { source_url: 'ftp://example.com/a.mp4' }])(
		'is refused: %j',
		async (json) => {
			const target = await openDatalake();

			expect(await uploadUrl(target, json)).toMatchObject({ status: 400 });
		},
	);

	it('is refused in a body that is no JSON', async () => {
		const target = await openDatalake();

		const answer = await call(target, 'POST', '/videos', { body: 'source_url=a' });

		expect(answer).toMatchObject({ status: 400, json: { error: { code: 'invalid_request' } } });
	});
});
