import { ApiFailure } from '../../../../../nodes/MemoriesAi/api/ApiFailure';
import {
	deleteVideos,
	findVideo,
	setTags,
} from '../../../../../nodes/MemoriesAi/api/endpoints/datalake/videos';
import { operationsOfVideos } from '../../../../../nodes/MemoriesAi/state';
import { fakeDatalake, said, saidNo, type DatalakeRequest } from '../../../support/fakeDatalake';
import { failureOf } from '../../../support/virtualTime';

const whole = {
	id: 'vid_1',
	status: 'ready',
	duration: 12.5,
	created_at: '2026-05-31T18:30:05Z',
	captured_at: '2026-05-30T00:00:00+02:00',
	location: { lat: 1.5, lng: '2.5' },
	metadata: { title: 'clip', tags: ['a', 7, 'b'], custom: { camera_model: 'X100', reference: 'order-1' } },
	collection_id: 'col_1',
	error: null,
};

describe('a video', () => {
	test('as it is written', async () => {
		const { api, asked } = fakeDatalake(() => said(whole));

		expect(await findVideo(api, 'vid/1')).toEqual({
			videoNo: 'vid_1',
			name: 'clip',
			status: 'ready',
			duration: 12.5,
			createdAt: '2026-05-31T18:30:05.000Z',
			datetimeTaken: '2026-05-30T00:00:00+02:00',
			latitude: 1.5,
			longitude: 2.5,
			tags: ['a', 'b'],
			cameraModel: 'X100',
			reference: 'order-1',
			collectionId: 'col_1',
		});
		expect(asked()).toEqual(['GET /videos/vid%2F1']);
	});

	test.each<[object, object]>([
		[
			{ video_id: 'vid_2', duration_seconds: '7' },
			{ videoNo: 'vid_2', name: '', status: '', duration: 7 },
		],
		[
			{ id: 'vid_1', video_id: 'x', metadata: [], location: 'here', created_at: 'soon' },
			{ videoNo: 'vid_1', name: '', status: '' },
		],
		[
			{ id: 'vid_1', created_at: 1748716205 },
			{ videoNo: 'vid_1', name: '', status: '' },
		],
		[
			{ id: 'vid_1', status: 'ready', error: { code: 'c', message: 'no sound' } },
			{ videoNo: 'vid_1', name: '', status: 'ready', cause: 'no sound', meaning: 'failed' },
		],
		[
			{ id: 'vid_1', error: { code: 'c' } },
			{ videoNo: 'vid_1', name: '', status: '', cause: 'c', meaning: 'failed' },
		],
		[
			{ id: 'vid_1', error: 'x' },
			{ videoNo: 'vid_1', name: '', status: '', cause: 'x', meaning: 'failed' },
		],
		[
			{ id: 'vid_1', error: {} },
			{ videoNo: 'vid_1', name: '', status: '', cause: 'no reason', meaning: 'failed' },
		],
	])('%j', async (entry, expected) => {
		expect(await findVideo(fakeDatalake(() => said(entry)).api, 'vid_1')).toEqual(expected);
	});

	test('that the account does not have', async () => {
		expect(await findVideo(fakeDatalake(() => saidNo(404, 'not_found')).api, 'vid_1')).toBeUndefined();
	});

	test.each([
		['no number', said({ status: 'ready' }), 'unreadable'],
		['a refusal', saidNo(403), 'scope'],
	])('%s is an error', async (_case, answer, kind) => {
		const failure = await failureOf(findVideo(fakeDatalake(() => answer).api, 'vid_1'), ApiFailure);

		expect(failure.kind).toBe(kind);
	});
});

describe('a video whose operation is known', () => {
	let videos = 0;
	const looking = (operation: unknown, status = 'processing') => {
		const videoNo = `vid_known_${videos++}`;
		operationsOfVideos.set(videoNo, 'op/1');
		const fake = fakeDatalake(({ asked }: DatalakeRequest) => {
			if (!asked.startsWith('GET /operations/')) return said({ id: videoNo, status });
			return operation === undefined ? saidNo(404) : said(operation);
		});
		return { ...fake, run: async () => await findVideo(fake.api, videoNo) };
	};

	test.each<[unknown, string, object]>([
		[undefined, 'processing', {}],
		[{ done: false, progress: { percent: 40 } }, 'ready', { meaning: 'unparsed', progress: 40 }],
		[{ progress: 40 }, 'ready', { meaning: 'unparsed' }],
		[{ done: true }, 'processing', { meaning: 'parsed' }],
		[{ done: true }, 'failed', {}],
		[{ done: true, error: { message: 'broken' } }, 'ready', { meaning: 'failed', cause: 'broken' }],
		[{ done: true, cancelled: true }, 'ready', { meaning: 'failed' }],
	])('%j, %s', async (operation, status, more) => {
		const { run, asked } = looking(operation, status);
		const { videoNo, ...video } = (await run()) ?? {};

		expect(video).toEqual({ name: '', status, ...more });
		expect(asked()).toEqual([`GET /videos/${videoNo}`, 'GET /operations/op%2F1']);
	});
});

test('deletions go one by one, and what is gone counts as deleted', async () => {
	const { api, asked } = fakeDatalake(({ asked: path }) =>
		path.endsWith('1') ? saidNo(404) : { statusCode: 204, body: '' },
	);
	await deleteVideos(api, ['vid_1', 'vid_2']);

	expect(asked()).toEqual(['DELETE /videos/vid_1', 'DELETE /videos/vid_2']);
});

test('a deletion that is refused is an error', async () => {
	const failure = await failureOf(deleteVideos(fakeDatalake(() => saidNo(403)).api, ['vid_1']), ApiFailure);

	expect(failure.kind).toBe('scope');
});

test('tags are set as a change of the metadata', async () => {
	const { api, asked, requests } = fakeDatalake(() => said({}));
	await setTags(api, 'vid_1', ['a', 'b']);

	expect(asked()).toEqual(['PATCH /videos/vid_1']);
	expect(requests[0]?.body).toEqual({ metadata: { tags: ['a', 'b'] } });
});
