import type { INodeParameters } from 'n8n-workflow';
import { defaultDatalakeKey } from '../../simulator/datalake/keys';
import { uploadedVideoNo } from '../../simulator/testClient';
import { byId } from '../support/parameters';
import { Stage } from '../support/stage';
import { credentialFor } from '../support/uploads';

const stage = Stage.forEachTest();

const run = async (
	operation: string,
	fields: INodeParameters = {},
	apiVersion: 'auto' | 'datalake' | 'v1.1' | 'v1.2' = 'auto',
) => await stage.runOn(apiVersion, operation, { resource: 'folder', ...fields });

const runInDatalake = async (operation: string, fields: INodeParameters = {}) =>
	await stage.engine.runNode(
		{ resource: 'folder', operation, ...fields },
		[{ json: {} }],
		credentialFor(stage.simulator, { apiKey: defaultDatalakeKey }),
	);

async function createdFolder(name: string): Promise<string> {
	const { items } = await run('create', { name });
	return items[0]?.json.folderId as string;
}

const requests = (endpoint: string) =>
	stage.simulator.journal.filter(({ path }) => path.endsWith(`/${endpoint}`));

describe('Get Many', () => {
	test('lists the folders, their IDs with all digits', async () => {
		const folderId = await createdFolder('Interviews');

		expect(folderId).toMatch(/^\d{18}$/);
		expect((await run('getMany')).items.map(({ json }) => json)).toEqual([
			{ folderId: '-1', name: 'Default' },
			{ folderId: '-2', name: 'API' },
			{ folderId, name: 'Interviews' },
		]);
		expect((await run('getMany', { filters: { name: 'INTER' } })).items).toHaveLength(1);
	});

	test('of v1.1', async () => {
		const { items } = await run('getMany', {}, 'v1.1');

		expect(items.map(({ json }) => json)).toEqual([
			{ folderId: '-1', name: 'Default' },
			{ folderId: '-2', name: 'API' },
		]);
	});

	test('of the Datalake, where they are collections', async () => {
		const { items } = await runInDatalake('create', { name: 'interviews' });
		const listed = await runInDatalake('getMany');

		expect(items[0]?.json).toEqual({
			folderId: stage.simulator.datalake.collections[0]?.id,
			name: 'interviews',
		});
		expect(listed.items.map(({ json }) => json)).toEqual([
			{ ...items[0]?.json, videoCount: 0, createdAt: expect.stringMatching(/^2\d{3}-.*Z$/) as string },
		]);
	});

	test('an empty answer is no empty list', async () => {
		stage.simulator.faults.next('folders', { kind: 'noData' });

		expect((await run('getMany')).error?.message).toBe('memories.ai gave an empty answer [Item 0]');
	});

	test('a server without folders is told from one without the API', async () => {
		await stage.restartSimulator({ unservedEndpoints: ['folders'] });

		expect((await run('getMany')).error?.message).toBe('This memories.ai server has no folders [Item 0]');
	});
});

describe('Create', () => {
	test.each([true, false])(
		'tells the ID, whether memories.ai does at once or not: %s',
		async (namesNewFolders) => {
			stage.simulator.world.namesNewFolders = namesNewFolders;
			const { items } = await run('create', { name: 'Interviews' });

			expect(items.map(({ json }) => json)).toEqual([
				{ folderId: stage.simulator.folders.at(-1)?.id, name: 'Interviews' },
			]);
		},
	);

	test('makes a second one of the name, unless it is to be reused', async () => {
		const folderId = await createdFolder('Interviews');
		const again = await run('create', { name: 'Interviews', options: { reuseExisting: true } });
		expect(again.items[0]?.json).toMatchObject({ folderId });
		expect(requests('folders/create')).toHaveLength(1);

		stage.simulator.world.namesNewFolders = false;
		expect(await createdFolder('Interviews')).not.toBe(folderId);
	});

	test.each([
		[{ name: `={{ '' }}` }, "'Name' is empty"],
		[{ name: 'a'.repeat(101) }, "'Name' is longer than 100 characters"],
	])('refuses a name before anything is sent', async (fields, message) => {
		expect((await run('create', fields)).error?.message).toBe(`${message} [Item 0]`);
		expect(stage.simulator.journal).toEqual([]);
	});

	test('a folder is not made twice after a lost answer', async () => {
		stage.simulator.faults.next('folders/create', { kind: 'dropAfterBody', createVideo: true });

		expect((await run('create', { name: 'a' })).error?.message).toBe('memories.ai did not answer [Item 0]');
		expect(requests('folders/create')).toHaveLength(1);
	});

	test('in the Datalake, without balance', async () => {
		stage.simulator.datalake.faults.next('createCollection', {
			kind: 'refusal',
			status: 402,
			code: 'quota_exceeded',
			message: '',
		});
		const { error } = await runInDatalake('create', { name: 'a' });

		expect(error?.message).toMatch(/balance|money|credits/i);
	});
});

describe('Rename and Delete', () => {
	test('rename', async () => {
		const folderId = await createdFolder('Interviews');
		const { items } = await run('rename', { folderId: byId(` ${folderId}`), name: 'Talks' });

		expect(items.map(({ json }) => json)).toEqual([{ folderId, name: 'Talks' }]);
		expect(stage.simulator.folders.at(-1)).toEqual({ id: folderId, name: 'Talks' });
	});

	test('delete', async () => {
		const folderId = await createdFolder('Interviews');
		const { items } = await run('delete', { folderId: byId(folderId) });

		expect(items.map(({ json }) => json)).toEqual([{ folderId, deleted: true }]);
		expect(stage.simulator.folders).toHaveLength(2);
	});

	test('a folder with parsed videos stays, and memories.ai says why', async () => {
		const folderId = await createdFolder('Interviews');
		const videoNo = await uploadedVideoNo(stage.simulator, { fields: [['folder_id', folderId]] });
		await stage.simulator.settle(videoNo, 'PARSE');
		const { error } = await run('delete', { folderId: byId(folderId) });

		expect(error?.description).toContain('The folder contains parsed videos.');
		expect(stage.simulator.folders).toHaveLength(3);
	});

	test.each([
		[
			'rename',
			{ folderId: byId('-1'), name: 'a' },
			"'Folder' is one of those that every account has, and cannot be changed",
		],
		[
			'delete',
			{ folderId: byId('-2') },
			"'Folder' is one of those that every account has, and cannot be changed",
		],
		['delete', { folderId: byId(`={{ 'holidays' }}`) }, "'Folder' is not a number"],
	])('%s refuses %j before anything is sent', async (operation, fields, message) => {
		expect((await run(operation, fields)).error?.message).toBe(`${message} [Item 0]`);
		expect(stage.simulator.journal).toEqual([]);
	});

	test.each(['rename', 'delete', 'moveVideos'])('%s is not of the Datalake', async (operation) => {
		const fields = { folderId: byId('1'), name: 'a', videoNos: byId('vid_1') };

		expect((await runInDatalake(operation, fields)).error).toMatchObject({
			message: expect.stringMatching(/does not exist in the memories.ai Datalake \[Item 0\]$/) as string,
			description: expect.stringContaining('Its collections can be listed and made here') as string,
		});
	});
});

describe('Move Videos', () => {
	test('moves videos, whose folder then lists them', async () => {
		const folderId = await createdFolder('Interviews');
		const videoNo = await uploadedVideoNo(stage.simulator);
		await uploadedVideoNo(stage.simulator);
		const { items } = await run('moveVideos', { folderId: byId(folderId), videoNos: byId(videoNo) });
		const listed = await stage.runOn('auto', 'getMany', { filters: { folderId: byId(folderId) } });

		expect(items.map(({ json }) => json)).toEqual([{ videoNo, folderId, moved: true }]);
		expect(requests('folders/move')[0]?.jsonText).toContain(`"folder_id":${folderId}`);
		expect(listed.items.map(({ json }) => json.videoNo)).toEqual([videoNo]);
	});

	const many = Array.from({ length: 1001 }, (_, index) => `VI${index}`);

	test('500 a request', async () => {
		const { items } = await run('moveVideos', { folderId: byId('-1'), videoNos: byId(many.join()) });

		expect(items).toHaveLength(1001);
		expect(
			requests('folders/move').map(({ json }) => (json as { video_nos: string[] }).video_nos.length),
		).toEqual([500, 500, 1]);
	});

	test('says how many are moved when memories.ai refuses in the middle', async () => {
		stage.simulator.faults.next('folders/move', { kind: 'slowReader', bytesPerSecond: 1e9 });
		stage.simulator.faults.next('folders/move', { kind: 'envelope', code: '0403', msg: '' });
		const { error } = await run('moveVideos', { folderId: byId('-1'), videoNos: byId(many.join()) });

		expect(error?.description).toContain('The first 500 of the 1001 videos are moved');
	});
});

describe('the list of the field', () => {
	const search = async (filter?: string, changes = {}) =>
		await stage.engine.searchList('searchFolders', {}, credentialFor(stage.simulator, changes), filter);

	test('offers folders by name, and what the user types', async () => {
		const folderId = await createdFolder('Interviews');

		expect((await search()).results).toEqual([
			{ name: 'API', value: '-2' },
			{ name: 'Default', value: '-1' },
			{ name: 'Interviews', value: folderId },
		]);
		expect((await search(' inter')).results).toEqual([{ name: 'Interviews', value: folderId }]);
		expect((await search(folderId)).results).toEqual([{ name: 'Interviews', value: folderId }]);
	});

	test('offers the default folder, whether memories.ai lists it or not', async () => {
		const none = { kind: 'http', status: 200, body: '{"code":"0000","data":{"folders":[]}}' } as const;
		stage.simulator.faults.next('folders', none);

		expect((await search()).results).toEqual([{ name: 'Default', value: '-1' }]);
	});

	test('says that the Datalake has collections instead', async () => {
		await expect(search('', { apiKey: defaultDatalakeKey })).rejects.toThrow(/'Folder' does not exist/);
	});
});
