import { closeSimulators, openSimulator, postJson, send, upload, uploadedVideoNo } from './testClient';

const listPath = { 'v1.1': '/serve/api/video/list_videos', 'v1.2': '/serve/api/v1/list_videos' } as const;
const deletePath = {
	'v1.1': '/serve/api/video/delete_videos',
	'v1.2': '/serve/api/v1/delete_videos',
} as const;
const metadataPath = '/serve/api/v1/get_metadata';

const ids = () => {
	let count = 0;
	return { digits18: () => `1${String(++count).padStart(17, '0')}`, hex32: () => 'f'.repeat(32) };
};
const dateNow = () => 1755245460412;

afterEach(closeSimulators);

describe('list_videos', () => {
	it('gives strings only in v1.1, with the cause "null" unless processing failed', async () => {
		const simulator = await openSimulator({ ids: ids(), dateNow });
		const parsed = await uploadedVideoNo(simulator, { version: 'v1.1' });
		const failed = await uploadedVideoNo(simulator, { version: 'v1.1' });
		await simulator.settle(parsed, 'PARSE');
		await simulator.settle(failed, 'FAIL');

		const { json } = await postJson(simulator, listPath['v1.1'], {});

		const common = { size: '18', video_name: 'clip', create_time: '1755245460412' };
		expect(json).toEqual({
			code: '0000',
			msg: 'success',
			data: {
				videos: [
					{ ...common, video_no: failed, status: 'FAIL', cause: 'Indexing failed. ', duration: '0' },
					{ ...common, video_no: parsed, status: 'PARSE', cause: 'null', duration: '60' },
				],
				current_page: 1,
				page_size: 20,
				total_count: '2',
			},
			success: true,
			failed: false,
		});
	});

	it('gives numbers in v1.2, with a cause only when processing failed', async () => {
		const simulator = await openSimulator({ ids: ids(), dateNow });
		const parsed = await uploadedVideoNo(simulator);
		const failed = await uploadedVideoNo(simulator);
		await simulator.settle(parsed, 'PARSE');
		await simulator.settle(failed, 'FAIL');

		const { json } = await postJson(simulator, listPath['v1.2'], {});

		const common = { size: 18, video_name: 'clip', create_time: 1755245460412, tags: ['api'] };
		expect(json).toEqual({
			code: '0000',
			msg: 'success',
			data: {
				videos: [
					{ ...common, video_no: failed, status: 'FAILED', cause: 'Indexing failed. ', duration: 0 },
					{ ...common, video_no: parsed, status: 'PARSE', duration: 60 },
				],
				current_page: 1,
				page_size: 200,
				total_count: 2,
			},
			success: true,
			failed: false,
		});
	});

	it('pages', async () => {
		const simulator = await openSimulator();
		for (const fileName of ['a.mp4', 'b.mp4', 'c.mp4']) await upload(simulator, { fileName });

		const { json } = await postJson(simulator, listPath['v1.2'], { page: 2, size: 2 });

		expect(json).toMatchObject({
			data: { videos: [{ video_name: 'a' }], current_page: 2, page_size: 2, total_count: 3 },
		});
	});

	it.each([
		['v1.1', { video_name: 'li' }, ['clip', 'slip']],
		['v1.2', { video_name: 'li' }, []],
		['v1.2', { video_name: 'clip' }, ['clip']],
		['v1.2', { video_no: 'VI100000000000000002' }, ['slip']],
		['v1.2', { video_nos: ['VI100000000000000001', 'VI100000000000000003'] }, ['clip', 'tour']],
		['v1.1', { status: 'FAIL' }, ['slip']],
		['v1.2', { status: 'FAIL' }, []],
		['v1.2', { status: 'FAILED' }, ['slip']],
		['v1.2', { status: 'UNPARSE' }, ['clip', 'tour']],
		['v1.2', { folder_id: 7 }, ['tour']],
		['v1.2', { unique_id: 'other' }, ['apart']],
		['v1.1', {}, ['clip', 'slip', 'tour', 'apart']],
	] as const)('filters in %s by %j', async (version, filter, expected) => {
		const simulator = await openSimulator({ ids: ids() });
		await upload(simulator, { fileName: 'clip.mp4' });
		await simulator.settle(await uploadedVideoNo(simulator, { fileName: 'slip.mp4' }), 'FAIL');
		await upload(simulator, { fileName: 'tour.mp4', fields: [['folder_id', '7']] });
		await upload(simulator, { fileName: 'apart.mp4', fields: [['unique_id', 'other']] });

		const { json } = await postJson(simulator, listPath[version], filter);

		const { videos } = (json as { data: { videos: Array<{ video_name: string }> } }).data;
		expect(videos.map(({ video_name: name }) => name).reverse()).toEqual(expected);
	});

	it.each([[{ page: 0 }], [{ size: 'many' }], [['VI1']], [null]])('refuses %j', async (content) => {
		const simulator = await openSimulator();

		expect(await postJson(simulator, listPath['v1.2'], content)).toMatchObject({ json: { code: '0001' } });
	});

	it('refuses a body that is not JSON', async () => {
		const simulator = await openSimulator();
		const headers = { 'content-type': 'application/json' };

		const answer = await send(simulator, 'POST', listPath['v1.1'], { body: '{"page":', headers });

		expect(answer).toMatchObject({ status: 200, json: { code: '0001' } });
	});

	it('is journalled with its parsed body', async () => {
		const simulator = await openSimulator();

		await postJson(simulator, listPath['v1.2'], { page: 1, size: 1 });

		expect(simulator.journal).toMatchObject([{ json: { page: 1, size: 1 }, receivedBytes: 19, fields: [] }]);
	});
});

describe('get_metadata', () => {
	it('describes a processed video', async () => {
		const simulator = await openSimulator({ dateNow });
		const fields: Array<[string, string]> = [['camera_model', 'X100']];
		const videoNo = await uploadedVideoNo(simulator, { fields });
		await simulator.settle(videoNo, 'PARSE');

		expect((await send(simulator, 'GET', `${metadataPath}?video_no=${videoNo}`)).json).toMatchObject({
			code: '0000',
			data: {
				video_no: videoNo,
				video_name: 'clip',
				status: 'PARSE',
				duration: 60,
				size: 18,
				create_time: 1755245460412,
				camera_model: 'X100',
				width: 1920,
			},
			success: true,
		});
	});

	it('says FAILED and why', async () => {
		const simulator = await openSimulator();
		const videoNo = await uploadedVideoNo(simulator);
		await simulator.settle(videoNo, 'FAIL');

		expect((await send(simulator, 'GET', `${metadataPath}?video_no=${videoNo}`)).json).toMatchObject({
			data: { status: 'FAILED', cause: 'Indexing failed. ', duration: 0, width: 0 },
		});
	});

	it('gives null for an unknown video and for one of another namespace', async () => {
		const simulator = await openSimulator();
		const videoNo = await uploadedVideoNo(simulator, { fields: [['unique_id', 'other']] });
		const dataOf = async (query: string) =>
			(await send(simulator, 'GET', metadataPath + query)).json as { data: unknown };

		expect(await dataOf('?video_no=VI1')).toMatchObject({ code: '0000', data: null });
		expect(await dataOf(`?video_no=${videoNo}`)).toMatchObject({ code: '0000', data: null });
		expect(await dataOf(`?video_no=${videoNo}&unique_id=other`)).toMatchObject({
			data: { video_no: videoNo },
		});
	});

	it('needs a video number', async () => {
		const simulator = await openSimulator();

		expect(await send(simulator, 'GET', metadataPath)).toMatchObject({ json: { code: '0001' } });
	});
});

describe.each(['v1.1', 'v1.2'] as const)('delete_videos of %s', (version) => {
	it('deletes the named videos and ignores unknown ones', async () => {
		const simulator = await openSimulator();
		const first = await uploadedVideoNo(simulator, { version });
		const second = await uploadedVideoNo(simulator, { version });

		const { json } = await postJson(simulator, deletePath[version], [first, 'VI1']);

		expect(json).toEqual({ code: '0000', msg: 'success', data: null, success: true, failed: false });
		expect(simulator.videos.map(({ videoNo }) => videoNo)).toEqual([second]);
	});

	it('deletes in the named part of the account only, where there are parts', async () => {
		const simulator = await openSimulator();
		const videoNo = await uploadedVideoNo(simulator, { version, fields: [['unique_id', 'team-a']] });

		await postJson(simulator, deletePath[version], [videoNo]);
		expect(simulator.videos).toHaveLength(version === 'v1.2' ? 1 : 0);
		await postJson(simulator, `${deletePath[version]}?unique_id=team-a`, [videoNo]);
		expect(simulator.videos).toEqual([]);
	});

	it('takes up to 100 numbers in a plain array', async () => {
		const simulator = await openSimulator();
		const codeFor = async (content: unknown) =>
			((await postJson(simulator, deletePath[version], content)).json as { code: string }).code;

		expect(await codeFor(new Array(100).fill('VI1'))).toBe('0000');
		expect(await codeFor(new Array(101).fill('VI1'))).toBe('0001');
		expect(await codeFor({ video_nos: ['VI1'] })).toBe('0001');
		expect(await codeFor([1])).toBe('0001');
	});
});
