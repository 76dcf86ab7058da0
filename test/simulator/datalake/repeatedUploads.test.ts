import { closeSimulators } from '../testClient';
import { call, connectionError, openDatalake, until, uploadFile, type TestDatalake } from './datalakeClient';

afterEach(closeSimulators);

function uploadUrl(target: TestDatalake, json: object) {
	return call(target, 'POST', '/videos', { json: { collection_id: target.collectionId, ...json } });
}

describe('an idempotency key', () => {
	it('gets the video it made before, at no cost and even without balance', async () => {
		const target = await openDatalake({ balanceUsd: 0.05 });
		const key = { idempotency_key: 'k'.repeat(128) };

		const first = await uploadFile(target, key);
		const again = await uploadFile(target, key, { content: 'other bytes' });
		const byLink = await uploadUrl(target, { ...key, source_url: 'https://example.com/a.mp4' });

		expect(first.status).toBe(202);
		expect([again, byLink]).toMatchObject([
			{ status: 200, json: first.json },
			{ status: 200, json: first.json },
		]);
		expect(target.datalake).toMatchObject({ createdVideos: 1, spentUsd: 0.05, balanceUsd: 0 });
	});

	it('makes another video when it differs, is not honoured, or its video was deleted', async () => {
		const target = await openDatalake();
		const { json } = await uploadFile(target, { idempotency_key: 'a' });
		await uploadFile(target, { idempotency_key: 'b' });
		expect(target.datalake.createdVideos).toBe(2);

		await call(target, 'DELETE', `/videos/${String(json.video_id)}`);
		await uploadFile(target, { idempotency_key: 'a' });
		expect(target.datalake.createdVideos).toBe(3);

		target.datalake.switches.honoursIdempotencyKeys = false;
		await uploadFile(target, { idempotency_key: 'a' });
		expect(target.datalake.createdVideos).toBe(4);
	});
});

describe('ingests in flight', () => {
	const limited = { status: 429, json: { error: { code: 'rate_limited', retry_after: 2 } } };

	it('are at most five, until their videos are processed', async () => {
		const target = await openDatalake();
		for (let count = 0; count < 5; count++) await uploadFile(target);

		const sixth = await uploadFile(target);
		target.datalake.settle(String(target.datalake.videos[0]?.id), 'failed');

		expect(sixth).toMatchObject({ ...limited, headers: { 'retry-after': '2' } });
		expect(await uploadFile(target)).toMatchObject({ status: 202 });
		expect(await uploadUrl(target, { source_url: 'https://example.com/a.mp4' })).toMatchObject(limited);
	});

	it('let a known key through', async () => {
		const target = await openDatalake({ switches: { maxIngestsInFlight: 1 } });
		await uploadFile(target, { idempotency_key: 'a' });

		expect(await uploadFile(target, { idempotency_key: 'a' })).toMatchObject({ status: 200 });
	});

	it('can be requests alone', async () => {
		const switches = { maxIngestsInFlight: 1, ingestInFlightUntil: 'accepted' } as const;
		const target = await openDatalake({ switches });
		for (let count = 0; count < 2; count++) expect(await uploadFile(target)).toMatchObject({ status: 202 });

		target.datalake.faults.next('uploadFile', { kind: 'silentAfterBody', createVideo: false });
		const unanswered = uploadFile(target).catch(() => undefined);
		await until(() => target.datalake.journal[2]?.file !== undefined);

		expect(await uploadFile(target)).toMatchObject(limited);
		await target.simulator.close();
		await unanswered;
	});

	it('end with a request that breaks off', async () => {
		const target = await openDatalake({ switches: { maxIngestsInFlight: 1 } });
		target.datalake.faults.next('uploadFile', { kind: 'dropMidBody', afterBytes: 1 });

		await expect(uploadFile(target)).rejects.toMatchObject(connectionError);
		expect(await uploadFile(target)).toMatchObject({ status: 202 });
	});

	it('can be any number', async () => {
		const target = await openDatalake({ switches: { maxIngestsInFlight: undefined } });
		for (let count = 0; count < 7; count++) await uploadFile(target);

		expect(target.datalake.videos).toHaveLength(7);
	});
});
