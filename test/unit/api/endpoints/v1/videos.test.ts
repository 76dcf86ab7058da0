import { ApiFailure } from '../../../../../nodes/MemoriesAi/api/ApiFailure';
import { readVideo } from '../../../../../nodes/MemoriesAi/api/endpoints/v1/readVideo';
import { deleteVideos } from '../../../../../nodes/MemoriesAi/api/endpoints/v1/videos';
import {
	findVideo,
	findVideoDetails,
	getVideoDetails,
} from '../../../../../nodes/MemoriesAi/api/endpoints/videos';
import { accepted, fakeApi, listing, refused, type Answer } from '../../../support/fakeMemoriesAi';
import { failureOf } from '../../../support/virtualTime';

const shown = { video_no: 'VI1', video_name: 'clip', status: 'PARSE' };

/** An account with the video, and what it knows of it besides. */
function account(metadata: Answer, videos = [shown], apiVersion: 'v1.1' | 'v1.2' = 'v1.2') {
	return fakeApi((request) => (request.endpoint === 'get_metadata' ? metadata : listing(request, videos)), {
		apiVersion,
	});
}

describe('an entry', () => {
	test('v1.2, with all it may have', () => {
		const entry = {
			...shown,
			cause: 'too dark',
			duration: 12.5,
			size: 1_000,
			create_time: 1_755_245_460_412,
			resolution_label: '720p',
			width: 1280,
			height: 720,
			fps: 25,
			tags: ['a', 7, 'b'],
			camera_model: 'GoPro',
			datetime_taken: '2026-05-31 18:30:00',
			latitude: 48.2,
			longitude: 16.3,
			more: 1,
		};
		expect(readVideo(entry)).toEqual([
			{
				videoNo: 'VI1',
				name: 'clip',
				status: 'PARSE',
				cause: 'too dark',
				duration: 12.5,
				size: 1_000,
				createdAt: '2025-08-15T08:11:00.412Z',
				resolution: '720p',
				width: 1280,
				height: 720,
				fps: 25,
				tags: ['a', 'b'],
				cameraModel: 'GoPro',
				datetimeTaken: '2026-05-31 18:30:00',
				latitude: 48.2,
				longitude: 16.3,
			},
		]);
	});

	test('v1.1, where all is text', () => {
		const entry = {
			...shown,
			duration: '653',
			size: '169612362',
			cause: 'null',
			create_time: '1755245460412',
		};
		expect(readVideo(entry)).toEqual([
			{
				videoNo: 'VI1',
				name: 'clip',
				status: 'PARSE',
				duration: 653,
				size: 169_612_362,
				createdAt: '2025-08-15T08:11:00.412Z',
			},
		]);
	});

	test('with nothing but a number', () => {
		expect(readVideo({ video_no: 'VI1', tags: 'a' })).toEqual([{ videoNo: 'VI1', name: '', status: '' }]);
	});

	test('with numbers where text is meant', () => {
		expect(readVideo({ video_no: 7, video_name: 2024, status: 1 })).toEqual([
			{ videoNo: '7', name: '2024', status: '1' },
		]);
	});

	test.each([null, 'null', {}, [], true, 'soon', 1e300])('%j in place of what is said of it', (value) => {
		const names = ['video_name', 'status', 'cause', 'duration', 'size', 'create_time', 'fps', 'tags'];
		const entry = Object.fromEntries(names.map((name) => [name, value]));

		expect(readVideo({ ...entry, video_no: 'VI1' })[0]).toMatchObject({ videoNo: 'VI1' });
	});

	test.each([{}, { video_no: '' }, { video_no: null }])('%j is no video', (entry) => {
		expect(readVideo(entry)).toEqual([]);
	});
});

describe('one video', () => {
	test('by the list: the one that was asked for', async () => {
		const { api, requests } = fakeApi(() =>
			accepted({ videos: [{ ...shown, video_no: 'VI2' }, shown], total_count: 2 }),
		);
		expect(await findVideo(api, 'VI1', 'team-a')).toMatchObject({ videoNo: 'VI1' });
		expect(requests[0]?.sentJson).toEqual({ page: 1, size: 10, video_no: 'VI1', unique_id: 'team-a' });
		expect(await findVideo(api, 'VI3')).toBeUndefined();
	});

	test('by its metadata, where there are any', async () => {
		const { api, requests } = account(accepted({ video_name: 'clip', status: 'PARSE', width: 1280 }));
		expect(await findVideoDetails(api, 'VI1', 'team-a')).toEqual({
			videoNo: 'VI1',
			name: 'clip',
			status: 'PARSE',
			width: 1280,
		});
		expect(requests.map(({ method, endpoint, qs }) => ({ method, endpoint, qs }))).toEqual([
			{ method: 'GET', endpoint: 'get_metadata', qs: { video_no: 'VI1', unique_id: 'team-a' } },
		]);
	});

	test.each<[string, Answer]>([
		['null', accepted(null)],
		['a list', accepted([])],
		['a server that has none', { statusCode: 404, body: '' }],
		[
			'a server that says so in an envelope',
			refused('0001', 'No static resource serve/api/v1/get_metadata.'),
		],
	])('by the list, where the metadata are %s', async (_case, metadata) => {
		const { api, requests } = account(metadata);
		expect(await findVideoDetails(api, 'VI1')).toEqual({ videoNo: 'VI1', name: 'clip', status: 'PARSE' });
		expect(requests[0]?.qs).toEqual({ video_no: 'VI1' });
		expect(requests).toHaveLength(2);
	});

	test('by the list, in v1.1', async () => {
		const { api, requests } = account(accepted({ video_name: 'never asked' }), [shown], 'v1.1');
		expect(await findVideoDetails(api, 'VI1')).toMatchObject({ name: 'clip' });
		expect(requests).toHaveLength(1);
	});

	test('another refusal of its metadata is an error', async () => {
		await expect(findVideoDetails(account(refused('0402')).api, 'VI1')).rejects.toMatchObject({
			kind: 'credits',
		});
	});

	test('that has to be there, and is not', async () => {
		const { api } = account(accepted(null), []);
		expect(await findVideoDetails(api, 'VI1')).toBeUndefined();
		expect(await failureOf(getVideoDetails(api, 'VI1'), ApiFailure)).toMatchObject({
			kind: 'videoAbsent',
			said: 'VI1',
		});
		expect(await getVideoDetails(account(accepted(null)).api, 'VI1', 'team-a')).toMatchObject({
			videoNo: 'VI1',
		});
	});
});

describe('deleting', () => {
	const deleting = (answer: (videoNos: string[]) => Answer) =>
		fakeApi(({ body }) => answer(body as unknown as string[]));

	test('in one request', async () => {
		const { api, requests } = deleting(() => accepted({}));
		await deleteVideos(api, ['VI1', 'VI2'], 'team-a');
		expect(requests).toHaveLength(1);
		expect(requests[0]).toMatchObject({
			method: 'POST',
			endpoint: 'delete_videos',
			body: ['VI1', 'VI2'],
			qs: { unique_id: 'team-a' },
		});
	});

	test('one by one, where one of them is deleted already', async () => {
		const { api, requests } = deleting((videoNos) =>
			videoNos.includes('VI2') ? refused('0409') : accepted({}),
		);
		await deleteVideos(api, ['VI1', 'VI2', 'VI3']);
		expect(requests.map(({ body }) => body)).toEqual([['VI1', 'VI2', 'VI3'], ['VI1'], ['VI2'], ['VI3']]);
		expect(requests[3]?.qs).toEqual({});
	});

	test('a single one that is deleted already is deleted', async () => {
		const { api, requests } = deleting(() => refused('0409'));
		await deleteVideos(api, ['VI1']);
		expect(requests).toHaveLength(1);
	});

	test('another refusal is an error', async () => {
		const { api, requests } = deleting(() => refused('0402'));
		await expect(deleteVideos(api, ['VI1', 'VI2'])).rejects.toMatchObject({ kind: 'credits' });
		expect(requests).toHaveLength(1);
	});
});
