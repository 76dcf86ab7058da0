import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { INodeParameters } from 'n8n-workflow';
import { nullBody, requestLimit } from '../../simulator/commonFaults';
import { largeOriginal, originalOf, sampleOriginal } from '../../simulator/originals';
import { requestLimitsOf2025 } from '../../simulator/world/requestLimits';
import { uploadedVideoNo } from '../../simulator/testClient';
import { ODD_VIDEOS } from '../../fixtures/oddVideos';
import { oddFile } from '../../unit/upload/file/support/oddFiles';
import type { RunOptions, TestCredential } from '../support/engine';
import { bytesOf, contentOf, sha256, storedFiles } from '../support/files';
import { hurry } from '../support/hurry';
import { byId } from '../support/parameters';
import { Stage } from '../support/stage';
import { parsedVideoNo } from '../support/videos';
import { until } from '../support/until';
import { apiKey } from '../support/uploads';

const stage = Stage.forEachTest();

async function download(
	videoNo: string,
	fields: INodeParameters = {},
	apiVersion: TestCredential['apiVersion'] = 'auto',
	options: RunOptions = {},
) {
	return await stage.runOn(apiVersion, 'download', { videoNo: byId(videoNo), ...fields }, undefined, options);
}

const downloads = () => stage.simulator.tally.requestsTo('download');

test('gives the original with its size, type and name', async () => {
	const videoNo = await uploadedVideoNo(stage.simulator, { fileName: 'interview.mp4' });
	const run = await download(videoNo);
	const [item] = run.items;

	expect(item).toMatchObject({
		json: { videoNo, fileName: 'interview.mp4', mimeType: 'video/mp4', fileSize: sampleOriginal.bytes },
		binary: {
			data: { fileName: 'interview.mp4', fileExtension: 'mp4', mimeType: 'video/mp4', fileType: 'video' },
		},
		pairedItem: { item: 0 },
	});
	expect(sha256(await bytesOf(stage.engine, item))).toBe(sha256(contentOf(sampleOriginal)));
	expect(downloads()).toMatchObject([
		{ json: { video_no: videoNo }, headers: { authorization: apiKey, 'accept-encoding': 'identity' } },
	]);
});

test('whole, in pieces, whatever its length', async () => {
	const original = largeOriginal(20 * 1024 ** 2 + 7);
	stage.simulator.world.original = () => original;
	const [item] = (await download(await uploadedVideoNo(stage.simulator))).items;

	expect(item?.json.fileSize).toBe(original.bytes);
	expect(sha256(await bytesOf(stage.engine, item))).toBe(sha256(contentOf(original)));
});

test.each([63, 100, 8191, 8192, 8193, 70_000])('a file of %d bytes', async (length) => {
	const content = Buffer.concat([contentOf(sampleOriginal), Buffer.alloc(length)]).subarray(0, length);
	stage.simulator.world.original = () => originalOf(content);
	const [item] = (await download(await uploadedVideoNo(stage.simulator))).items;

	expect(item?.json.fileSize).toBe(length);
	expect(await bytesOf(stage.engine, item)).toEqual(content);
});

test('under the name that the user gives it, in the field that the user names', async () => {
	const videoNo = await uploadedVideoNo(stage.simulator);
	const fields = { binaryPropertyName: 'film', options: { fileName: 'a/b.mov', uniqueId: 'default' } };
	const [item] = (await download(videoNo, fields)).items;

	expect(item?.binary).toMatchObject({ film: { fileName: 'a-b.mp4', mimeType: 'video/mp4' } });
	expect(downloads()[0]?.json).toEqual({ video_no: videoNo, unique_id: 'default' });
});

test.each(ODD_VIDEOS.filter(({ container }) => ['avi', 'mkv', 'mov', 'webm'].includes(container)))(
	'$file is known by its bytes',
	async (odd) => {
		stage.simulator.world.original = () => originalOf(oddFile('videos', odd.file));
		const [item] = (await download(await uploadedVideoNo(stage.simulator))).items;

		expect(item?.json.fileName).toBe(`clip.${odd.container}`);
	},
);

test('bytes that say nothing are given as they are', async () => {
	const content = Buffer.from(Array.from({ length: 3000 }, (_, index) => (index * 7919) % 256));
	stage.simulator.world.original = () => originalOf(content);
	const [item] = (await download(await uploadedVideoNo(stage.simulator))).items;

	expect(item?.json).toMatchObject({ fileName: 'clip', mimeType: 'application/octet-stream' });
	expect(await bytesOf(stage.engine, item)).toEqual(content);
});

describe('told by the content, with HTTP 200:', () => {
	const refusal = (code: string, msg: string) => ({ kind: 'envelope', code, msg }) as const;

	test.each([
		['no such file', refusal('0001', 'video not found'), 'memories.ai has no original of the video VI'],
		['no credits', refusal('0402', 'no points'), 'The memories.ai account has no credits left'],
		['no key', refusal('9009', 'Permission denied'), 'memories.ai does not accept the API key'],
		[
			'a page',
			{ kind: 'http', status: 200, body: '<!doctype html>' },
			'does not come from the memories.ai API',
		],
		['nothing', { kind: 'http', status: 200 }, 'memories.ai gave an empty answer'],
		['a gateway', { kind: 'http', status: 502, body: '<html>' }, 'memories.ai is not available right now'],
		[
			'a yes without a file',
			{ kind: 'http', status: 200, body: `{"code":"0000","data":"${'a'.repeat(100_000)}"}` },
			'does not come from the memories.ai API',
		],
		[
			'a yes in a few words',
			{ kind: 'http', status: 200, body: '{"code":"0000","data":null}' },
			'does not come from the memories.ai API',
		],
	] as const)('%s', async (_case, fault, message) => {
		const videoNo = await parsedVideoNo(stage.simulator, {});
		const before = storedFiles();
		stage.simulator.faults.next('download', fault);
		const run = await download(videoNo);

		expect(run.error?.message).toContain(message);
		expect(storedFiles()).toEqual(before);
	});
});

test('a video that the account lacks, before anything is downloaded', async () => {
	expect((await download('VI1')).error?.message).toBe("'Video': the account has no video VI1 [Item 0]");
	expect(downloads()).toEqual([]);
});

test('a refusal of a video that is not parsed yet', async () => {
	const videoNo = await uploadedVideoNo(stage.simulator);
	stage.simulator.faults.next('download', { kind: 'envelope', code: '0001', msg: 'video not found' });

	expect((await download(videoNo)).error?.message).toContain('memories.ai has not parsed the video yet');
});

test('v1.1 has no downloads', async () => {
	expect((await download('VI1', {}, 'v1.1')).error?.message).toBe(
		"'Download' needs version v1.2 of the memories.ai API [Item 0]",
	);
	expect(stage.simulator.journal).toEqual([]);
});

describe('a download that breaks off', () => {
	test('leaves nothing behind, and is not begun again: it costs money', async () => {
		stage.simulator.world.original = () => largeOriginal(5 * 1024 ** 2);
		const videoNo = await uploadedVideoNo(stage.simulator);
		const before = storedFiles();
		stage.simulator.faults.next('download', { kind: 'brokenAnswer', afterBytes: 3 * 1024 ** 2 });
		const run = await download(videoNo);

		expect(run.error?.message).toBe('memories.ai did not answer [Item 0]');
		expect(downloads()).toHaveLength(1);
		expect(storedFiles()).toEqual(before);
	});

	test('before its first bytes are known', async () => {
		const videoNo = await uploadedVideoNo(stage.simulator);
		stage.simulator.faults.next('download', { kind: 'brokenAnswer', afterBytes: 100 });

		expect((await download(videoNo)).error?.message).toBe('memories.ai did not answer [Item 0]');
	});

	test.each([0, 100, 3 * 1024 ** 2])('that stands still after %d bytes is ended', async (afterBytes) => {
		hurry();
		stage.simulator.world.original = () => largeOriginal(5 * 1024 ** 2);
		const videoNo = await uploadedVideoNo(stage.simulator);
		stage.simulator.faults.next('download', { kind: 'stalledAnswer', afterBytes });
		const run = await download(videoNo, { options: { stallTimeout: 60 } });

		expect(run.error?.message).toBe('The download stood still for 60 seconds [Item 0]');
		await until(() => downloads()[0]?.aborted === true);
	});

	test('because the execution is cancelled', async () => {
		stage.simulator.world.original = () => largeOriginal(5 * 1024 ** 2);
		const videoNo = await uploadedVideoNo(stage.simulator);
		stage.simulator.faults.next('download', { kind: 'stalledAnswer', afterBytes: 3 * 1024 ** 2 });
		const cancelWhen = until(() => downloads()[0]?.answer !== undefined);
		const run = await download(videoNo, {}, 'auto', { cancelWhen });

		expect(run.items).toEqual([]);
		await until(() => downloads()[0]?.aborted === true);
	});
});

describe('twelve a minute', () => {
	test('a refused one is asked for again, and the following ones keep their distance', async () => {
		hurry();
		const videoNo = await uploadedVideoNo(stage.simulator);
		stage.simulator.faults.next('download', requestLimit());
		const items = Array.from({ length: 3 }, () => ({ json: {} }));
		const run = await stage.runOn('auto', 'download', { videoNo: byId(videoNo) }, items);

		expect(run.items).toHaveLength(3);
		expect(downloads()).toHaveLength(4);
	});

	test('is kept to, so that many get through', async () => {
		const times = 200;
		hurry(times);
		const startedAt = Date.now();
		await stage.restartSimulator({
			dateNow: () => startedAt + (Date.now() - startedAt) * times,
			world: { requestLimits: { 'v1.2': { download: requestLimitsOf2025['v1.2'].download } } },
		});
		const videoNo = await uploadedVideoNo(stage.simulator);
		const items = Array.from({ length: 15 }, () => ({ json: {} }));
		const run = await stage.runOn('auto', 'download', { videoNo: byId(videoNo) }, items);

		expect(run.error).toBeUndefined();
		expect(run.items).toHaveLength(15);
	});

	test('a limit of hours is told at once', async () => {
		const videoNo = await uploadedVideoNo(stage.simulator);
		stage.simulator.faults.next('download', requestLimit('0429', '7200'));

		expect((await download(videoNo)).error).toMatchObject({
			message: 'memories.ai has reached its request limit [Item 0]',
			description: expect.stringContaining('memories.ai asks to wait until') as string,
		});
	});
});

describe('redirected to a store of files', () => {
	/** A store with one file, and what it was asked. */
	async function withStore(
		use: (address: string, asked: Array<{ url?: string; authorization?: string }>) => Promise<void>,
	): Promise<void> {
		const asked: Array<{ url?: string; authorization?: string }> = [];
		const store = createServer(({ url, headers: { authorization } }, response) => {
			asked.push({ url, authorization });
			if (url?.startsWith('/moved'))
				response.writeHead(302, { location: '/file?signature=0123456789abcdef' }).end();
			else if (url?.startsWith('/round')) response.writeHead(302, { location: url }).end();
			else if (url?.startsWith('/gone'))
				response.writeHead(403).end('<Error>signature=0123456789abcdef</Error>');
			else response.end(contentOf(sampleOriginal));
		}).listen(0, '127.0.0.1');
		await once(store, 'listening');
		try {
			await use(`http://127.0.0.1:${(store.address() as AddressInfo).port}`, asked);
		} finally {
			store.closeAllConnections();
			store.close();
		}
	}

	const redirectTo = (location: string) =>
		stage.simulator.faults.next('download', { kind: 'http', status: 307, headers: { location } });

	test('the key stays with memories.ai, and the signed link is told to nobody', async () => {
		await withStore(async (store, asked) => {
			const videoNo = await uploadedVideoNo(stage.simulator);
			redirectTo(`${store}/moved?signature=fedcba9876543210`);
			const run = await download(videoNo);

			expect(sha256(await bytesOf(stage.engine, run.items[0]))).toBe(sha256(contentOf(sampleOriginal)));
			expect(asked).toEqual([
				{ url: '/moved?signature=fedcba9876543210', authorization: undefined },
				{ url: '/file?signature=0123456789abcdef', authorization: undefined },
			]);
			expect(run.stored).not.toMatch(/fedcba|abcdef/);
		});
	});

	test.each(['/gone?signature=0123456789abcdef', '/round?signature=0123456789abcdef'])(
		'%s: what does not come is told without the link',
		async (path) => {
			await withStore(async (store) => {
				const videoNo = await uploadedVideoNo(stage.simulator);
				redirectTo(`${store}${path}`);
				const run = await download(videoNo);

				expect(run.error?.message).toContain('The store of memories.ai does not hand the file over');
				expect(run.stored).not.toContain('abcdef');
			});
		},
	);

	test('an unreachable store', async () => {
		const videoNo = await uploadedVideoNo(stage.simulator);
		redirectTo('http://127.0.0.1:9/file?signature=0123456789abcdef');
		const run = await download(videoNo);

		expect(run.error?.message).toBe('memories.ai did not answer [Item 0]');
		expect(run.stored).not.toContain('abcdef');
	});

	test('a redirect without an address is none', async () => {
		const videoNo = await uploadedVideoNo(stage.simulator);
		stage.simulator.faults.next('download', { kind: 'http', status: 302 });

		expect((await download(videoNo)).error?.message).toContain('to another address');
	});
});

test.each([
	[{ binaryPropertyName: ' ' }, "'Output Data Field Name' is empty [Item 0]"],
	[{ videoNo: byId('={{ $json.missing }}') }, "'Video' is empty [Item 0]"],
])('%j is refused before anything is sent', async (fields, message) => {
	expect((await download('VI1', fields)).error?.message).toBe(message);
	expect(stage.simulator.journal).toEqual([]);
});

test('the JSON word null is no file', async () => {
	const videoNo = await uploadedVideoNo(stage.simulator);
	stage.simulator.faults.next('download', { ...nullBody, kind: 'http', status: 200, body: 'null' });

	expect((await download(videoNo)).error?.message).toContain('memories.ai gave an empty answer');
});
