import { closeSimulators, openSimulator, postJson, send, uploadedVideoNo } from './testClient';
import type { Simulator } from './simulator';

afterEach(closeSimulators);

const base = '/serve/api/v1/folders';

async function postForm(simulator: Simulator, path: string, form: Record<string, string>) {
	return await send(simulator, 'POST', `${base}/${path}`, {
		body: new URLSearchParams(form).toString(),
		headers: { 'content-type': 'application/x-www-form-urlencoded' },
	});
}

async function createdFolder(simulator: Simulator, name: string): Promise<string> {
	const { text } = await postForm(simulator, 'create', { name });
	return /"folder_id":(\d{18})/.exec(text)?.[1] ?? '';
}

test('folders are made, listed with all digits as numbers, and renamed', async () => {
	const simulator = await openSimulator();
	const id = await createdFolder(simulator, 'Holidays');
	await postForm(simulator, 'rename', { folder_id: id, new_name: 'Beach' });
	const { text } = await send(simulator, 'GET', base);

	expect(text).toContain(`{"folder_id":${id},"folder_name":"Beach"}`);
	expect(text).toContain('{"folder_id":-1,"folder_name":"Default"}');
});

test('v1.1 lists those of every account', async () => {
	const simulator = await openSimulator();
	const { json } = await send(simulator, 'GET', '/serve/api/video/get_folder');

	expect(json).toMatchObject({ data: [{ id: '-1', foldersName: 'Default' }, { id: '-2' }] });
});

test('videos are moved, and a folder with parsed ones stays', async () => {
	const simulator = await openSimulator();
	const id = await createdFolder(simulator, 'Holidays');
	const videoNo = await uploadedVideoNo(simulator);
	await simulator.settle(videoNo, 'PARSE');
	const body = `{"folder_id":${id},"video_nos":["${videoNo}","VI1"]}`;
	await send(simulator, 'POST', `${base}/move`, { body, headers: { 'content-type': 'application/json' } });

	expect(simulator.videos[0]?.folderId).toBe(id);
	expect((await postForm(simulator, 'delete', { folder_id: id })).json).toMatchObject({ code: '0001' });
	await postJson(simulator, '/serve/api/v1/delete_videos', [videoNo]);
	expect((await postForm(simulator, 'delete', { folder_id: id })).json).toMatchObject({ code: '0000' });
	expect(simulator.folders.map((folder) => folder.id)).toEqual(['-1', '-2']);
});

test.each([
	['create', { name: '' }],
	['create', { name: 'a'.repeat(101) }],
	['rename', { folder_id: '-1', new_name: 'a' }],
	['delete', { folder_id: '12' }],
])('%s refuses %j', async (path, form) => {
	const simulator = await openSimulator();

	expect((await postForm(simulator, path, form)).json).toMatchObject({ code: '0001' });
});

test('no more than 500 videos are moved at once', async () => {
	const simulator = await openSimulator();
	const videoNos = Array.from({ length: 501 }, (_, index) => `VI${index}`);
	const { json } = await postJson(simulator, `${base}/move`, { folder_id: -1, video_nos: videoNos });

	expect(json).toMatchObject({ code: '0001' });
});
