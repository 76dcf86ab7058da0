import { closeSimulators, openSimulator, send, upload, uploadPath, videoContent } from './testClient';

const ids = { digits18: () => '568102998803353600', hex32: () => '1be6a69f3c6e49bf986235d68807ab1f' };
const dateNow = () => 1744905509814;

const refusedWith = (msg: unknown) => ({
	json: { code: '0001', msg, data: null, success: false, failed: true },
});

afterEach(closeSimulators);

describe('an accepted upload', () => {
	it('is answered as the v1.1 page shows it', async () => {
		const simulator = await openSimulator({ ids, dateNow });

		const answer = await upload(simulator, { version: 'v1.1' });

		expect(answer).toMatchObject({ status: 200, headers: { 'content-type': 'application/json' } });
		expect(answer.json).toEqual({
			code: '0000',
			msg: 'success',
			data: {
				videoNo: 'mavi_video_568102998803353600',
				videoName: 'mavi_api_video_1be6a69f3c6e49bf986235d68807ab1f',
				videoStatus: 'UNPARSE',
				uploadTime: '1744905509814',
			},
		});
	});

	it('is answered as the v1.2 page shows it', async () => {
		const simulator = await openSimulator({ ids, dateNow });

		expect((await upload(simulator)).json).toEqual({
			code: '0000',
			msg: 'success',
			data: {
				videoNo: 'VI568102998803353600',
				videoName: '1be6a69f3c6e49bf986235d68807ab1f',
				videoStatus: 'UNPARSE',
				uploadTime: '1744905509814',
			},
			success: true,
			failed: false,
		});
	});

	it('makes a new video every time, with ids of the documented form', async () => {
		const simulator = await openSimulator();

		await upload(simulator);
		await upload(simulator);
		await upload(simulator, { version: 'v1.1' });

		const videoNos = simulator.videos.map(({ videoNo }) => videoNo);
		expect(new Set(videoNos).size).toBe(3);
		expect(videoNos).toEqual([
			expect.stringMatching(/^VI[1-9]\d{17}$/),
			expect.stringMatching(/^VI[1-9]\d{17}$/),
			expect.stringMatching(/^mavi_video_[1-9]\d{17}$/),
		]);
	});

	it('keeps what the v1.2 fields say about the video', async () => {
		const simulator = await openSimulator({ dateNow });

		await upload(simulator, {
			fileName: 'holiday.part 1.MOV',
			mimeType: 'video/quicktime',
			fields: [
				['unique_id', 'family'],
				['folder_id', '-1'],
				['datetime_taken', '2026-07-01 10:20:30'],
				['camera_model', 'X100'],
				['latitude', '52.5'],
				['longitude', '-13.4'],
				['tags', 'sea'],
				['tags', 'sun'],
				['retain_original_video', 'True'],
				['video_transcription_prompt', 'who speaks?'],
				['something_else', 'kept in the journal'],
			],
		});

		expect(simulator.videos).toEqual([
			expect.objectContaining({
				videoName: 'holiday.part 1',
				status: 'UNPARSE',
				uploadTime: 1744905509814,
				size: videoContent.length,
				version: 'v1.2',
				uniqueId: 'family',
				folderId: '-1',
				datetimeTaken: '2026-07-01 10:20:30',
				cameraModel: 'X100',
				latitude: 52.5,
				longitude: -13.4,
				tags: ['sea', 'sun', 'api'],
			}),
		]);
	});

	it('ignores the v1.2 fields in v1.1', async () => {
		const simulator = await openSimulator();

		await upload(simulator, { version: 'v1.1', fields: [['unique_id', 'family']] });

		expect(simulator.videos).toMatchObject([{ uniqueId: 'default', tags: [] }]);
	});

	it.each([
		['the form', { fields: [['callback', 'http://a.test/x']] }, 'http://a.test/x'],
		['the query', { query: '?callback=http%3A%2F%2Fa.test%2Fx' }, 'http://a.test/x'],
		[
			'both',
			{ query: '?callback=http://q.test/', fields: [['callback', 'http://f.test/']] },
			'http://q.test/,http://f.test/',
		],
	] as const)('takes the callback from %s', async (_place, { fields, query }: CallbackPlace, expected) => {
		const simulator = await openSimulator();

		await upload(simulator, { query, fields: fields?.map(([name, value]) => [name, value]) });

		expect(simulator.videos).toMatchObject([{ callback: expected }]);
	});
});

interface CallbackPlace {
	readonly query?: string;
	readonly fields?: ReadonlyArray<readonly [string, string]>;
}

describe('a refused upload', () => {
	it.each([
		['an unsupported extension', { fileName: 'clip.webm', mimeType: 'video/webm' }, /^file: only .mp4/],
		['a part that is no video', { mimeType: 'application/octet-stream' }, /^file: the content type/],
		['a callback of 300 characters', { fields: [['callback', 'x'.repeat(300)]] }, /^callback: longer/],
		['a long camera model', { fields: [['camera_model', 'x'.repeat(201)]] }, /^camera_model: longer/],
		['21 tags', { fields: Array.from({ length: 21 }, (_, n) => ['tags', `${n}`]) }, /^tags: more than 20/],
		['an empty unique_id', { fields: [['unique_id', '']] }, /^unique_id: must not be empty/],
		['a folder that is no integer', { fields: [['folder_id', '1.5']] }, /^folder_id: must be/],
		['a date of another form', { fields: [['datetime_taken', '2026-07-01T10:20:30Z']] }, /^datetime_taken/],
		['a latitude that is no number', { fields: [['latitude', 'north']] }, /^latitude: must be/],
		['a longitude that is no number', { fields: [['longitude', '']] }, /^longitude: must be/],
		['an unclear switch', { fields: [['retain_original_video', 'yes']] }, /^retain_original_video: must/],
	])('v1.2 refuses %s; v1.1 has no such rule', async (_what, change, msg) => {
		const simulator = await openSimulator();
		const changed = { ...change, fields: (change as { fields?: Array<[string, string]> }).fields };

		expect(await upload(simulator, changed)).toMatchObject(refusedWith(expect.stringMatching(msg)));
		expect(simulator.videos).toEqual([]);

		expect(await upload(simulator, { ...changed, version: 'v1.1' })).toMatchObject({
			json: { code: '0000' },
		});
	});

	it('accepts what just keeps the rules', async () => {
		const simulator = await openSimulator({ maxFileBytes: videoContent.length });
		const fields: Array<[string, string]> = [
			['callback', `http://a.test/${'x'.repeat(299 - 14)}`],
			['camera_model', 'x'.repeat(200)],
			...Array.from({ length: 20 }, (_, n): [string, string] => ['tags', `${n}`]),
		];

		expect(await upload(simulator, { fields })).toMatchObject({ json: { code: '0000' } });
	});

	it('counts a file over the limit as too large in v1.2', async () => {
		const simulator = await openSimulator({ maxFileBytes: videoContent.length - 1 });

		expect(await upload(simulator)).toMatchObject(refusedWith('file: larger than 17 bytes'));
	});

	it.each([
		['no file part', 'multipart/form-data; boundary=b', '--b\r\n\r\n--b--\r\n', /'file' is not present/],
		['a form that ends early', 'multipart/form-data; boundary=b', '--b\r\nContent-Dis', /end of multipart/],
		['no boundary', 'multipart/form-data', 'x', /[Bb]oundary/],
		['a body that is no form', 'text/plain', 'x', /'file' is not present/],
	])('has %s', async (_what, contentType, body, msg) => {
		const simulator = await openSimulator();

		const answer = await send(simulator, 'POST', uploadPath['v1.1'], {
			body,
			headers: { 'content-type': contentType },
		});

		expect(answer.json).toEqual({ code: '0001', msg: expect.stringMatching(msg) as string });
	});
});
