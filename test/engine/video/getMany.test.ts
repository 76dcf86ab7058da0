import { uploadedVideoNo } from '../../simulator/testClient';
import { Stage } from '../support/stage';

const stage = Stage.forEachTest();

const lists = () => stage.simulator.journal.filter(({ path }) => path.endsWith('/list_videos'));

describe.each(['v1.1', 'v1.2'] as const)('API %s', (version) => {
	const names = async (fields: object) => {
		const run = await stage.runOn(version, 'getMany', { ...fields });
		return run.items.map(({ json }) => json.name);
	};

	describe('an account with four videos', () => {
		let hour = 0;
		let interview: string;

		beforeEach(async () => {
			hour = 0;
			await stage.restartSimulator({ dateNow: () => Date.UTC(2026, 4, 1, hour) });
			const add = async (fileName: string, outcome?: 'PARSE' | 'FAIL') => {
				hour++;
				const fields: Array<[string, string]> = [['folder_id', String(hour)]];
				const videoNo = await uploadedVideoNo(stage.simulator, { version, fileName, fields });
				if (outcome !== undefined) await stage.simulator.settle(videoNo, outcome);
				return videoNo;
			};
			interview = await add('Interview Berlin.mp4', 'PARSE');
			await add('interview.mp4');
			await add('holiday.mp4', 'FAIL');
			await add('holiday 2.mp4', 'PARSE');
		});

		test('gives one item each, with the same fields as Get', async () => {
			const run = await stage.runOn(version, 'getMany', { returnAll: true });

			expect(run.items).toHaveLength(4);
			expect(run.items[3]).toEqual({
				json: {
					videoNo: interview,
					name: 'Interview Berlin',
					status: 'PARSE',
					isParsed: true,
					isFailed: false,
					duration: 60,
					size: 18,
					createdAt: '2026-05-01T01:00:00.000Z',
					...(version === 'v1.2' ? { tags: ['api'] } : {}),
				},
				pairedItem: { item: 0 },
			});
		});

		test.each([
			[{ status: 'parsed' }, ['holiday 2', 'Interview Berlin']],
			[{ status: 'unparsed' }, ['interview']],
			[{ status: 'failed' }, ['holiday']],
			[{ name: ' INTER' }, ['interview', 'Interview Berlin']],
			[{ createdAfter: '2026-05-01T03:00:00Z' }, ['holiday 2', 'holiday']],
			[{ createdBefore: '2026-05-01T05:00:00+02:00' }, ['interview', 'Interview Berlin']],
			// n8n's own time zone, America/New_York by default, is four hours behind.
			[{ createdAfter: '2026-04-30T22:00:00', createdBefore: '2026-04-30T23:00:00' }, ['interview']],
			[{ createdAfter: '={{ DateTime.utc(2026, 5, 1, 4) }}' }, ['holiday 2']],
			[{ name: 'holiday', status: 'parsed' }, ['holiday 2']],
			[{}, ['holiday 2', 'holiday', 'interview', 'Interview Berlin']],
		])('filters by %j', async (filters, expected) => {
			expect(await names({ filters })).toEqual(expected);
		});

		test('Limit counts what the filters let through', async () => {
			expect(await names({ limit: 1, filters: { name: 'interview' } })).toEqual(['interview']);
		});

		test('nothing found is no item', async () => {
			expect(await names({ filters: { name: 'nothing like it' } })).toEqual([]);
		});
	});

	test('sends the digits of a folder as a number, all of them', async () => {
		await names({ filters: { folderId: ' 568102998803353601 ' } });

		expect(lists()[0]?.jsonText).toMatch(/"folder_id":568102998803353601[,}]/);
	});
});

describe('paging', () => {
	/** A page of `list_videos`. */
	const page = (numbers: number[], totalCount?: number) => ({
		kind: 'http' as const,
		status: 200,
		body: JSON.stringify({
			code: '0000',
			data: {
				videos: numbers.map((number) => ({ video_no: `VI${number}`, video_name: `${number}` })),
				...(totalCount === undefined ? {} : { total_count: totalCount }),
			},
		}),
	});
	const numbers = (from: number, count: number) => Array.from({ length: count }, (_, index) => from + index);

	test.each([
		['as many a page as asked for', [page(numbers(0, 200), 250), page(numbers(200, 50), 250)], 250, 2],
		['without a total', [page(numbers(0, 200)), page(numbers(200, 50))], 250, 3],
		[
			'a short page in the middle, without a total',
			[page(numbers(0, 200)), page(numbers(200, 10)), page(numbers(210, 200))],
			410,
			4,
		],
		['no more than a full page', [page(numbers(0, 200), 200)], 200, 1],
		[
			'fewer a page than asked for',
			[page(numbers(0, 20), 45), page(numbers(20, 20), 45), page(numbers(40, 5), 45)],
			45,
			3,
		],
		['a video that has moved to the next page', [page([1, 2, 3], 5), page([3, 4, 5], 5)], 5, 2],
		['a server that gives the same page again', [page([1, 2], 5), page([1, 2], 5)], 2, 2],
		['an empty page in spite of the total', [page([1, 2], 5), page([], 5)], 2, 2],
	])('%s', async (_case, pages, count, requests) => {
		for (const fault of pages) stage.simulator.faults.next('list_videos', fault);
		const run = await stage.runOn('v1.2', 'getMany', { returnAll: true });

		expect(new Set(run.items.map(({ json }) => json.videoNo)).size).toBe(count);
		expect(run.items).toHaveLength(count);
		expect(lists()).toHaveLength(requests);
	});

	test('ends when Limit is reached', async () => {
		stage.simulator.faults.next('list_videos', page(numbers(0, 200), 1000), { times: 5 });
		const run = await stage.runOn('v1.2', 'getMany', { limit: 3 });

		expect(run.items.map(({ json }) => json.videoNo)).toEqual(['VI0', 'VI1', 'VI2']);
		expect(lists()).toHaveLength(1);
	});

	test('a refusal in the middle is an error, not a short list', async () => {
		stage.simulator.faults.next('list_videos', page(numbers(0, 200), 1000));
		stage.simulator.faults.next('list_videos', { kind: 'http', status: 503 });
		const run = await stage.runOn('v1.2', 'getMany', { returnAll: true });

		expect(run.error?.message).toBe('memories.ai is not available right now (HTTP 503) [Item 0]');
	});
});

test.each([
	[{ createdAfter: 'yesterday' }, "'Created After' is not a date and time [Item 0]"],
	[{ folderId: 'holidays' }, "'Folder' is not a number [Item 0]"],
])('%j is refused before anything is sent', async (filters, message) => {
	const run = await stage.runOn('v1.2', 'getMany', { filters });

	expect(run.error?.message).toBe(message);
	expect(stage.simulator.journal).toEqual([]);
});

test('lists the part of the account that the user names', async () => {
	const videoNo = await uploadedVideoNo(stage.simulator, { fields: [['unique_id', 'team-a']] });
	const run = await stage.runOn('v1.2', 'getMany', { options: { uniqueId: 'team-a' } });

	expect(run.items.map(({ json }) => json.videoNo)).toEqual([videoNo]);
});
