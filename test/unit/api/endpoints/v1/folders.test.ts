import { ApiFailure } from '../../../../../nodes/MemoriesAi/api/ApiFailure';
import {
	createFolder,
	deleteFolder,
	FOLDER_ID,
	listFolders,
	moveToFolder,
	renameFolder,
} from '../../../../../nodes/MemoriesAi/api/endpoints/v1/folders';
import { accepted, broken, fakeApi, refused, type Answer } from '../../../support/fakeMemoriesAi';
import { failureOf, inVirtualTime } from '../../../support/virtualTime';

const many = '606122521888985088';

test.each(['-1', '-2', '0', many])('%s is the id of a folder', (id) => {
	expect(id).toMatch(FOLDER_ID);
});

test.each(['', '-', '1.5', 'a1', '1a', '--1'])('<%s> is none', (id) => {
	expect(id).not.toMatch(FOLDER_ID);
});

describe('the list of folders', () => {
	const listOf = async (data: unknown, apiVersion: 'v1.1' | 'v1.2' = 'v1.2') => {
		const { api, requests } = fakeApi(() => accepted(data), { apiVersion });
		return { folders: await listFolders(api), requests };
	};

	test('of v1.2', async () => {
		const { folders, requests } = await listOf({
			folders: [{ folder_id: many, folder_name: 'Tours' }, { folder_id: -1 }, { folder_name: 'no id' }, null],
		});

		expect(folders).toEqual([
			{ folderId: many, name: 'Tours' },
			{ folderId: '-1', name: '' },
		]);
		expect(requests).toMatchObject([{ method: 'GET', endpoint: 'folders' }]);
	});

	test('of v1.2, bare', async () => {
		const { folders } = await listOf([{ folderId: '7', name: 'Tours' }]);

		expect(folders).toEqual([{ folderId: '7', name: 'Tours' }]);
	});

	test('of v1.1', async () => {
		const { folders, requests } = await listOf([{ id: 7, foldersName: 'Tours' }], 'v1.1');

		expect(folders).toEqual([{ folderId: '7', name: 'Tours' }]);
		expect(requests).toMatchObject([{ method: 'GET', endpoint: 'get_folder' }]);
	});

	test.each([
		['v1.2', null],
		['v1.2', {}],
		['v1.2', 'none'],
		['v1.1', { folders: [] }],
	] as const)('is not there in what %s says: %j', async (apiVersion, data) => {
		const { kind } = await failureOf(listOf(data, apiVersion), ApiFailure);

		expect(kind).toBe('empty');
	});

	test('is asked for again when the connection breaks', async () => {
		const { api, requests } = fakeApi((_request, index) =>
			index === 0 ? broken('ECONNRESET') : accepted({ folders: [] }),
		);

		expect(await inVirtualTime(async () => await listFolders(api))).toEqual([]);
		expect(requests).toHaveLength(2);
	});
});

describe('a new folder', () => {
	const create = async (answer: Answer, lists: unknown[]) => {
		let listed = 0;
		const { api, requests } = fakeApi(({ method }) =>
			method === 'POST' ? answer : accepted({ folders: lists[listed++] }),
		);
		return { requests, folder: await createFolder(api, 'Tours') };
	};
	const other = { folder_id: 1, folder_name: 'Tours' };
	const made = { folder_id: 2, folder_name: 'Tours' };

	test.each([
		['at the top', { folder_id: '2' }],
		['inside', { folder: { id: '2', name: 'tours' } }],
	])('is named by the answer, %s', async (_where, data) => {
		const { folder, requests } = await create(accepted(data), [[other]]);

		expect(folder).toEqual({ folderId: '2', name: 'Tours' });
		expect(requests.map(({ endpoint }) => endpoint)).toEqual(['folders', 'create']);
		expect(requests[1]?.body).toBe('name=Tours');
	});

	test.each([[null], [{}], [{ folder: { name: 'Tours' } }]])(
		'is looked up after the answer %j',
		async (data) => {
			const lists = [[other], [{ folder_id: 3, folder_name: 'Else' }, other, made]];
			const { folder } = await create(accepted(data), lists);

			expect(folder).toEqual({ folderId: '2', name: 'Tours' });
		},
	);

	test('is an error when no list shows it', async () => {
		const { kind } = await failureOf(create(accepted(null), [[other], [other]]), ApiFailure);

		expect(kind).toBe('empty');
	});

	test('is not made twice when the connection breaks', async () => {
		const { api, requests } = fakeApi(({ method }) =>
			method === 'POST' ? broken('ECONNRESET') : accepted({ folders: [] }),
		);
		await inVirtualTime(async () => await failureOf(createFolder(api, 'Tours'), ApiFailure));

		expect(requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
	});
});

describe('a folder', () => {
	const onceBroken = () =>
		fakeApi((_request, index) => (index === 0 ? broken('ECONNRESET') : accepted(null)));

	test('gets another name, asked for again when the connection breaks', async () => {
		const { api, requests } = onceBroken();
		await inVirtualTime(async () => await renameFolder(api, many, 'A & B'));

		expect(requests).toHaveLength(2);
		expect(requests[1]).toMatchObject({
			method: 'POST',
			url: expect.stringMatching(/folders\/rename$/) as string,
		});
		expect(requests[1]?.body).toBe(`folder_id=${many}&new_name=A+%26+B`);
	});

	test('takes videos, asked for again when the connection breaks', async () => {
		const { api, requests } = onceBroken();
		await inVirtualTime(async () => await moveToFolder(api, many, ['VI1', 'VI2']));

		expect(requests).toHaveLength(2);
		expect(requests[1]).toMatchObject({
			method: 'POST',
			url: expect.stringMatching(/folders\/move$/) as string,
		});
		expect(requests[1]?.body).toBe(`{"video_nos":["VI1","VI2"],"folder_id":${many}}`);
	});

	test('is deleted, and not asked for twice', async () => {
		const { api, requests } = onceBroken();
		await inVirtualTime(async () => await failureOf(deleteFolder(api, many), ApiFailure));

		expect(requests).toMatchObject([
			{ method: 'POST', url: expect.stringMatching(/folders\/delete$/) as string },
		]);
		expect(requests[0]?.body).toBe(`folder_id=${many}`);
	});

	test('that memories.ai does not want to delete is an error', async () => {
		const { api } = fakeApi(() => refused('0001', 'The folder has videos'));
		const { said } = await failureOf(deleteFolder(api, '7'), ApiFailure);

		expect(said).toBe('The folder has videos');
	});
});
