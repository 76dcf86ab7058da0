import type { INodeParameters } from 'n8n-workflow';
import { largeOriginal } from '../../simulator/originals';
import { DatalakeStage } from '../support/datalake';
import { bytesOf, contentOf, sha256, storedFiles } from '../support/files';
import { byId } from '../support/parameters';
import { inMemoryItem } from '../support/uploads';

const stage = DatalakeStage.forEachTest();

/** Uploads a video, and has it ready. */
async function readyVideo(): Promise<string> {
	const { items } = await stage.run('upload', {}, [inMemoryItem({ fileName: 'interview.mp4' })]);
	const videoNo = items[0]?.json.videoNo as string;
	stage.datalake.settle(videoNo, 'ready');
	return videoNo;
}

const kinds: Array<[string, INodeParameters, object]> = [
	['download', {}, { fileName: 'interview.mp4', mimeType: 'video/mp4' }],
	[
		'getClip',
		{ startTime: 4.5, endTime: 30 },
		{ fileName: 'interview 4.5-30s.mp4', mimeType: 'video/mp4', startTime: 4.5, endTime: 30 },
	],
	['getFrame', { time: 4.5 }, { fileName: 'interview 4.5s.png', mimeType: 'image/png', time: 4.5 }],
];

describe.each(kinds)('%s', (operation, times, details) => {
	test('gives the file; the key and the signed link go nowhere else', async () => {
		const videoNo = await readyVideo();
		const run = await stage.run(operation, { videoNo: byId(videoNo), ...times });
		const [item] = run.items;
		const bytes = await bytesOf(stage.engine, item);

		expect(item?.json).toEqual({ videoNo, fileSize: bytes.byteLength, ...details });
		expect(item?.binary?.data).toMatchObject({
			mimeType: item?.json.mimeType,
			fileName: item?.json.fileName,
		});
		const served = stage.simulator.journal.filter(({ path }) => path.startsWith('/datalake-files/'));
		expect(served).toMatchObject([{ method: 'GET' }]);
		expect(served[0]?.headers).not.toHaveProperty('authorization');
		const { signature } = Object.fromEntries(served[0]?.query ?? []);
		expect(signature).toMatch(/^\w{64}$/);
		expect(run.stored).not.toContain(signature);
	});

	test.each([
		[
			{ kind: 'http', status: 403, body: '<Error>' },
			'The store of memories.ai does not hand the file over (HTTP 403)',
		],
		[{ kind: 'http', status: 500, body: '' }, 'memories.ai is not available right now (HTTP 500)'],
		[{ kind: 'http', status: 200, body: '<html>sign in</html>' }, 'does not hand the file over'],
		[{ kind: 'brokenAnswer', afterBytes: 20 }, 'memories.ai did not answer'],
	] as const)('%j of the store leaves nothing behind, and names no link', async (fault, message) => {
		const videoNo = await readyVideo();
		const before = storedFiles();
		stage.datalake.faults.next('file', fault);
		const run = await stage.run(operation, { videoNo: byId(videoNo), ...times });

		expect(run.error?.message).toContain(message);
		expect(run.stored).not.toMatch(/signature=\w/);
		expect(storedFiles()).toEqual(before);
	});

	test('a video that the account lacks', async () => {
		await readyVideo();
		const run = await stage.run(operation, { videoNo: byId('vid_0'), ...times });

		expect(run.error?.message).toContain("'Video': the account has no video vid_0");
	});

	test('a v1.x key is refused before anything is sent', async () => {
		const credential = { apiKey: 'sk-simulator', apiVersion: 'v1.1' } as const;
		const run = await stage.run(operation, { videoNo: byId('VI1'), ...times }, undefined, { credential });

		expect(run.error?.message).toMatch(/needs (a key of the memories.ai Datalake|version v1.2)/);
		expect(stage.simulator.journal).toEqual([]);
	});
});

test('an original of any length comes as it is', async () => {
	const original = largeOriginal(12 * 1024 ** 2 + 3);
	stage.simulator.world.original = () => original;
	const run = await stage.run('download', { videoNo: byId(await readyVideo()) });

	expect(sha256(await bytesOf(stage.engine, run.items[0]))).toBe(sha256(contentOf(original)));
});

test('an original of a video that is not parsed yet', async () => {
	const { items } = await stage.run('upload', {}, [inMemoryItem()]);
	const run = await stage.run('download', { videoNo: byId(items[0]?.json.videoNo as string) });

	expect(run.error?.message).toContain('memories.ai has not parsed the video yet');
});

test('a video without a link to its original', async () => {
	const videoNo = await readyVideo();
	const alter = (body: string) => body.replace(/"source_url":"[^"]*"/, '"source_url":null');
	stage.datalake.faults.always('getVideo', { kind: 'alteredAnswer', alter });
	const run = await stage.run('download', { videoNo: byId(videoNo) });

	expect(run.error?.message).toContain(`memories.ai has no original of the video ${videoNo}`);
});

test('a link that is not encrypted is not used, and not shown', async () => {
	const videoNo = await readyVideo();
	const link = 'ftp://files.example.com/clip?signature=0123456789abcdef';
	stage.datalake.faults.next('getClip', {
		kind: 'alteredAnswer',
		alter: () => JSON.stringify({ url: link }),
	});
	const run = await stage.run('getClip', { videoNo: byId(videoNo), startTime: 0, endTime: 1 });

	expect(run.error?.message).toContain('memories.ai named an address for the download that is not safe');
	expect(run.stored).not.toContain('0123456789abcdef');
});

test.each([
	['getClip', { startTime: 0, endTime: 10 }],
	['getFrame', { time: 0 }],
])('%s of a video that is not parsed yet', async (operation, times) => {
	const { items } = await stage.run('upload', {}, [inMemoryItem()]);
	const run = await stage.run(operation, { videoNo: byId(items[0]?.json.videoNo as string), ...times });

	expect(run.error?.message).toContain('memories.ai has not parsed the video yet');
});

test.each([
	['getClip', { startTime: 10, endTime: 10 }, "'End Time' is not after 'Start Time'"],
	['getClip', { startTime: -1 }, "'Start Time' must be at least 0"],
	['getFrame', { time: 'soon' }, "'Time' is not a number"],
])('%s with %j is refused before anything is sent', async (operation, fields, message) => {
	expect((await stage.run(operation, { videoNo: byId('vid_1'), ...fields })).error?.message).toContain(
		message,
	);
	expect(stage.simulator.journal).toEqual([]);
});
