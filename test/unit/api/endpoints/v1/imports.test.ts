import { startImport, type ImportSource } from '../../../../../nodes/MemoriesAi/api/endpoints/v1/imports';
import { accepted, fakeApi } from '../../../support/fakeMemoriesAi';

const folderId = '606122521888985088';
const callbackUrl = 'https://n8n.example.com/webhook/1?mai=x';

test.each<[ImportSource, string, string]>([
	[
		{ kind: 'posts', links: ['https://youtu.be/a', 'https://youtu.be/b'], quality: '720' },
		'scraper_url',
		`{"video_urls":["https://youtu.be/a","https://youtu.be/b"],"quality":"720","unique_id":"u","callback_url":"${callbackUrl}","folder_id":${folderId}}`,
	],
	[
		{ kind: 'creator', creator: 'https://www.tiktok.com/@a', posts: 5 },
		'scraper',
		`{"username":"https://www.tiktok.com/@a","scraper_cnt":5,"unique_id":"u","callback_url":"${callbackUrl}","folder_id":${folderId}}`,
	],
	[
		{ kind: 'hashtags', hashtags: ['a', 'b'], posts: 5 },
		'scraper_tag',
		`{"hash_tags":["a","b"],"scraper_cnt":5,"unique_id":"u","callback":"${callbackUrl}","folder_id":${folderId}}`,
	],
])('an import of $kind', async (source, endpoint, body) => {
	const { api, requests } = fakeApi(() => accepted({ taskId: 't' }));

	expect(await startImport(api, source, { folderId, uniqueId: 'u', callbackUrl })).toBe('t');
	expect(requests).toMatchObject([{ method: 'POST', endpoint, body }]);
});

test('what is not given is not sent', async () => {
	const { api, requests } = fakeApi(() => accepted({ taskId: 't' }));
	await startImport(api, { kind: 'posts', links: ['https://youtu.be/a'] }, {});

	expect(requests[0]?.sentJson).toEqual({ video_urls: ['https://youtu.be/a'] });
});

test.each([
	[{ task_id: 't' }, 't'],
	[{ taskId: null }, undefined],
	[{}, undefined],
	[null, undefined],
	['t', undefined],
])('the answer %j names the task %s', async (data, taskId) => {
	const { api } = fakeApi(() => accepted(data));

	expect(await startImport(api, { kind: 'creator', creator: 'a', posts: 1 }, {})).toBe(taskId);
});
