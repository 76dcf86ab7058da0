import { ApiFailure } from '../../../../../nodes/MemoriesAi/api/ApiFailure';
import { rememberedByName } from '../../../../../nodes/MemoriesAi/api/endpoints/datalake/collections';
import { createFolder, listFolders } from '../../../../../nodes/MemoriesAi/api/endpoints/datalake/folders';
import { fakeDatalake, said, saidNo } from '../../../support/fakeDatalake';
import { failureOf } from '../../../support/virtualTime';

test('collections stand for folders', async () => {
	const { api } = fakeDatalake(() =>
		said({
			collections: [
				{ id: 'a', name: 'A', created_at: '2026-01-02T03:04:05Z', video_count: 3 },
				{ id: 'b', name: 'B' },
			],
		}),
	);

	expect(await listFolders(api)).toEqual([
		{ folderId: 'a', name: 'A', videoCount: 3, createdAt: '2026-01-02T03:04:05.000Z' },
		{ folderId: 'b', name: 'B' },
	]);
});

describe('a new folder is a collection', () => {
	const remembered = async (api: Parameters<typeof createFolder>[0]) =>
		await rememberedByName(api, 'Tours', async () => 'found anew');

	test.each([[{ id: 'col_1' }], [{ collection: { id: 'col_1' } }]])(
		'as the answer %j names it',
		async (answer) => {
			const { api, requests, asked } = fakeDatalake(() => said(answer));

			expect(await createFolder(api, 'Tours')).toEqual({ folderId: 'col_1', name: 'Tours' });
			expect(asked()).toEqual(['POST /collections']);
			expect(requests[0]?.body).toEqual({ name: 'Tours' });
		},
	);

	test('and what was known of its name is forgotten, also when there may be none', async () => {
		for (const answer of [said({ id: 'col_1' }), saidNo(402)]) {
			const { api } = fakeDatalake(() => answer);
			await rememberedByName(api, 'Tours', async () => 'old');
			await createFolder(api, 'Tours').catch(() => undefined);

			expect(await remembered(api)).toBe('found anew');
		}
	});

	test('unless memories.ai refuses', async () => {
		const { api } = fakeDatalake(() => saidNo(402));
		const { kind } = await failureOf(createFolder(api, 'Tours'), ApiFailure);

		expect(kind).toBe('balance');
	});
});
