import type { INodeParameters } from 'n8n-workflow';
import type { RunOptions } from '../support/engine';
import { hurry } from '../support/hurry';
import { Stage } from '../support/stage';
import { until } from '../support/until';

const stage = Stage.forEachTest();

const tiktok = (number: number) => `https://www.tiktok.com/@user/video/73012345678901234${10 + number}`;
const youtube = 'https://www.youtube.com/watch?v=o9vgXOH4ET0';
const instagram = 'https://www.instagram.com/reel/Cabc_123-xy/';

/** Looks every few milliseconds, for as long as a test may take. */
const waiting = { waitUntilParsed: true, checkInterval: 0.02 };
/** As good as at once, in minutes. */
const soon = 0.005;

const imports = () => stage.simulator.journal.filter(({ path }) => /\/scraper(_\w+)?$/.test(path));
const looks = () => stage.simulator.tally.requestsTo('get_video_ids_by_task_id').length;

async function importPosts(fields: INodeParameters, options: RunOptions = {}) {
	return await stage.runOn('auto', 'importFromPost', fields, [{ json: {} }], options);
}

async function settleAll(outcome: 'FAIL' | 'PARSE' = 'PARSE'): Promise<void> {
	for (const { videoNo } of [...stage.simulator.videos]) await stage.simulator.settle(videoNo, outcome);
}

describe('Import From Post', () => {
	test('sorts links by platform into requests, each link once', async () => {
		const links = `${tiktok(1)}, ${youtube}\n${tiktok(2)}?is_copy_url=1 ${instagram},https://youtu.be/o9vgXOH4ET0`;
		const additionalFields = { quality: '1080', folderId: ' 568102998803353601 ', reference: 'a' };
		const run = await importPosts({ links, additionalFields });

		const shortened = 'https://youtu.be/o9vgXOH4ET0';
		expect(imports().map(({ json }) => json)).toMatchObject([
			{ video_urls: [tiktok(1), `${tiktok(2)}?is_copy_url=1`] },
			{ video_urls: [shortened], quality: '1080' },
			{ video_urls: [instagram] },
		]);
		expect(imports()[0]?.json).not.toHaveProperty('quality');
		expect(imports()[0]?.jsonText).toMatch(/"folder_id":568102998803353601[,}]/);
		expect(run.items.map(({ json }) => json)).toEqual(
			stage.simulator.tasks.map(({ taskId }, index) => ({
				taskId,
				platform: ['tiktok', 'youtube', 'instagram'][index],
				links: [[tiktok(1), `${tiktok(2)}?is_copy_url=1`], [shortened], [instagram]][index],
				reference: 'a',
				apiVersion: 'v1.2',
			})),
		);
	});

	test.each([
		['={{ ["https://www.tiktok.com/@user/video/7301234567890123411"] }}'],
		['www.tiktok.com/@user/video/7301234567890123411'],
	])('takes links as %s', async (links) => {
		await importPosts({ links });

		expect(imports()[0]?.json).toMatchObject({ video_urls: [tiktok(1)] });
	});

	test.each([
		[`={{ '' }}`, "'Links' is empty [Item 0]"],
		[
			'https://vimeo.com/1',
			"'Links' has what is no link to TikTok, YouTube or Instagram: https://vimeo.com/1 [Item 0]",
		],
		['holiday', "'Links' has what is no link to TikTok, YouTube or Instagram: holiday [Item 0]"],
		[
			'https://www.tiktok.com/@user',
			"'Links' has a link to a creator and not to a post: https://www.tiktok.com/@user [Item 0]",
		],
		[
			'https://www.youtube.com/playlist?list=PL1',
			"'Links' has a link to a playlist and not to a post: https://www.youtube.com/playlist?list=PL1 [Item 0]",
		],
		[Array.from({ length: 51 }, (_, number) => tiktok(number)).join(), "'Links' has 51 links [Item 0]"],
	])('%# refuses links before anything is sent', async (links, message) => {
		const run = await importPosts({ links });

		expect(run.error?.message).toBe(message);
		expect(stage.simulator.journal).toEqual([]);
	});

	test('the callback URL is checked before anything is sent', async () => {
		const run = await importPosts({
			links: tiktok(1),
			callbackUrl: 'https://n8n.example.com/workflow/abcdefgh12345678',
		});

		expect(run.error?.message).toMatch(/^'Callback URL' is the address of n8n's editor/);
		expect(stage.simulator.journal).toEqual([]);
	});

	test.each(['v1.1', 'datalake'] as const)('API %s has no imports', async (apiVersion) => {
		const run = await stage.runOn(apiVersion, 'importFromPost', { links: tiktok(1) });

		expect(run.error?.message).toMatch(/^'Import From Post' (needs version v1.2|does not exist)/);
		expect(stage.simulator.journal).toEqual([]);
	});

	test('a server without imports is told from one without the API', async () => {
		await stage.restartSimulator({ unservedEndpoints: ['scraper_url'] });
		const run = await importPosts({ links: tiktok(1) });

		expect(run.error?.message).toBe('This memories.ai server does not import from platforms [Item 0]');
	});
});

describe('paid once', () => {
	const lost = { kind: 'dropAfterBody', createVideo: true } as const;
	const retrying: RunOptions = { node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 } };

	test.each([
		['a lost answer', lost],
		['a gateway’s page', { kind: 'http', status: 502, body: '<h1>Bad Gateway</h1>', createVideo: true }],
		['a cut-off answer', { kind: 'truncatedJson' }],
	] as const)(
		'%s is not taken for a no: nothing is sent again, not by Retry On Fail either',
		async (_case, fault) => {
			stage.simulator.faults.next('scraper_url', fault);
			const run = await importPosts({ links: tiktok(1) }, retrying);

			expect(run.error).toMatchObject({
				message: 'memories.ai may have started the import but did not confirm it [Item 0]',
				description: expect.stringContaining(tiktok(1)) as string,
			});
			expect(imports()).toHaveLength(1);
			expect(stage.simulator.tasks).toHaveLength(1);
		},
	);

	test('a refusal is one, and what was refused is sent again', async () => {
		stage.simulator.faults.next('scraper_url', { kind: 'envelope', code: '0403', msg: '' });
		const run = await importPosts({ links: tiktok(1) }, retrying);

		expect(run.items).toHaveLength(1);
		expect(stage.simulator.tasks).toHaveLength(1);
	});

	test('the request limit is waited out', async () => {
		hurry();
		const limit = { kind: 'envelope', code: '0429', msg: 'Request has exceeded the limit.' } as const;
		stage.simulator.faults.next('scraper_url', limit, { times: 2 });
		const run = await importPosts({ links: tiktok(1) });

		expect(run.items).toHaveLength(1);
		expect(imports()).toHaveLength(3);
	});

	test('an account without credits', async () => {
		stage.simulator.faults.next('scraper_url', { kind: 'envelope', code: '0402', msg: '' });
		const run = await importPosts({ links: tiktok(1) });

		expect(run.error?.message).toBe('The memories.ai account has no credits left [Item 0]');
	});

	test('what was started before is named, and not started again', async () => {
		// The second of two requests.
		stage.simulator.faults.next('scraper_url', { kind: 'slowReader', bytesPerSecond: 1e9 });
		stage.simulator.faults.next('scraper_url', { kind: 'envelope', code: '0402', msg: '' });
		const links = `${tiktok(1)} ${youtube}`;
		const failed = await importPosts({ links });
		const [task] = stage.simulator.tasks;

		expect(failed.error).toMatchObject({
			message: `The memories.ai account has no credits left [Item 0], import ${task?.taskId} is started`,
			description: expect.stringContaining(`for 'Get Task', its ID is ${task?.taskId}`) as string,
		});
	});

	test('Retry On Fail goes on where the first try has ended', async () => {
		stage.simulator.faults.next('scraper_url', { kind: 'slowReader', bytesPerSecond: 1e9 });
		stage.simulator.faults.next('scraper_url', { kind: 'envelope', code: '0403', msg: '' });
		const run = await importPosts({ links: `${tiktok(1)} ${youtube}` }, retrying);

		expect(run.items.map(({ json }) => json.platform)).toEqual(['tiktok', 'youtube']);
		expect(stage.simulator.tasks).toHaveLength(2);
		expect(imports()).toHaveLength(3);
	});

	test('the error of a later item names the imports of earlier ones', async () => {
		stage.simulator.faults.next('scraper_url', { kind: 'slowReader', bytesPerSecond: 1e9 });
		stage.simulator.faults.next('scraper_url', { kind: 'envelope', code: '0402', msg: '' });
		const items = [{ json: { link: tiktok(1) } }, { json: { link: tiktok(2) } }];
		const run = await stage.runOn('auto', 'importFromPost', { links: '={{ $json.link }}' }, items);

		expect(run.error?.description).toContain(
			`Imported before this item: item 0: ${stage.simulator.tasks[0]?.taskId}`,
		);
	});

	test('no secret of the callback URL comes into an error', async () => {
		stage.simulator.faults.next('scraper_url', lost);
		const callbackUrl = 'https://n8n.example.com/webhook/1a2b3c/memories-ai';
		const run = await importPosts({ links: tiktok(1), callbackUrl });

		const { callback_url: link } = imports()[0]?.json as { callback_url: string };
		const [, token = ''] = link.split('?mai=');
		expect(token).not.toBe('');
		expect(run.stored).not.toContain(token);
	});
});

describe('Wait Until Parsed', () => {
	test.each(['videos', 'ids'] as const)(
		'gives an item a video with its link, where the task lists %s',
		async (taskForm) => {
			stage.simulator.world.taskForm = taskForm;
			stage.simulator.world.importing = () => ({ looks: 2 });
			const [run] = await Promise.all([
				importPosts({ links: `${tiktok(1)} ${tiktok(2)}`, options: waiting }),
				until(() => looks() > 4).then(async () => await settleAll()),
			]);

			const [task] = stage.simulator.tasks;
			expect(run.items).toHaveLength(2);
			expect(run.items.map(({ json }) => json)).toMatchObject(
				stage.simulator.videos.map(({ videoNo }, index) => ({
					videoNo,
					isParsed: true,
					isFailed: false,
					taskId: task?.taskId,
					// Numbers alone do not tell it.
					...(taskForm === 'videos' ? { link: tiktok(index + 1) } : {}),
					apiVersion: 'v1.2',
				})),
			);
		},
	);

	test('a single link is told even where the task does not', async () => {
		stage.simulator.world.taskForm = 'ids';
		const [run] = await Promise.all([
			importPosts({ links: youtube, options: waiting }),
			until(() => looks() > 1).then(async () => await settleAll()),
		]);

		expect(run.items[0]?.json).toMatchObject({ isParsed: true, link: youtube });
	});

	test('links are told apart however memories.ai writes them', async () => {
		stage.simulator.world.shownPost = () => youtube;
		stage.simulator.world.postsThere = (links) => links.slice(0, 1);
		const links = 'https://youtu.be/o9vgXOH4ET0 https://youtu.be/aaaaaaaaaaa';
		hurry();
		const [run] = await Promise.all([
			importPosts({ links, options: { ...waiting, continueIfNotParsed: true } }),
			until(() => looks() > 1).then(async () => await settleAll()),
		]);

		expect(run.items.map(({ json }) => json)).toMatchObject([
			{ link: 'https://youtu.be/o9vgXOH4ET0', isParsed: true },
			{ link: 'https://youtu.be/aaaaaaaaaaa', isParsed: false, isFailed: false },
		]);
	});

	test('an import that never ends', async () => {
		stage.simulator.world.importing = () => 'held';
		const run = await importPosts({ links: tiktok(1), options: { ...waiting, parseTimeout: soon } });
		const [task] = stage.simulator.tasks;

		expect(run.error).toMatchObject({
			message: `The import ${task?.taskId} has brought no video after ${soon} minutes [Item 0]`,
			description: expect.stringMatching(
				/Posts that are private.*\. The import is started and goes on without this workflow/,
			) as string,
		});
	});

	test('is given out as it is, where the user wants to continue', async () => {
		stage.simulator.world.importing = () => 'held';
		const options = { ...waiting, parseTimeout: soon, continueIfNotParsed: true };
		const run = await importPosts({ links: tiktok(1), options });

		expect(run.items.map(({ json }) => json)).toEqual([
			{
				taskId: stage.simulator.tasks[0]?.taskId,
				link: tiktok(1),
				isParsed: false,
				isFailed: false,
				apiVersion: 'v1.2',
			},
		]);
	});

	test('videos that are not parsed in time', async () => {
		const options = { ...waiting, parseTimeout: soon };
		const run = await importPosts({ links: `${tiktok(1)} ${tiktok(2)}`, options });

		expect(run.error).toMatchObject({
			message: `The import ${stage.simulator.tasks[0]?.taskId} was not done after ${soon} minutes [Item 0]`,
			description: expect.stringContaining(
				'None of its videos is ready, and memories.ai still works on 2',
			) as string,
		});
	});

	test('a video that fails ends the node, with the reason and those that are ready', async () => {
		const settle = async () => {
			const [one, other] = stage.simulator.videos;
			await stage.simulator.settle(one?.videoNo ?? '', 'FAIL');
			await stage.simulator.settle(other?.videoNo ?? '', 'PARSE');
		};
		const [run] = await Promise.all([
			importPosts({ links: `${tiktok(1)} ${tiktok(2)}`, options: waiting }),
			until(() => looks() > 1).then(settle),
		]);
		const [one, other] = stage.simulator.videos;

		expect(run.error).toMatchObject({
			message: `memories.ai could not parse 1 of the 2 videos of the import ${stage.simulator.tasks[0]?.taskId} [Item 0]`,
			description: expect.stringMatching(
				`These failed: ${one?.videoNo} .*1 of its videos are ready: ${other?.videoNo}`,
			) as string,
		});
	});

	test('a link that brings nothing is named', async () => {
		hurry();
		stage.simulator.world.postsThere = (links) => links.slice(1);
		const [run] = await Promise.all([
			importPosts({ links: `${tiktok(1)} ${tiktok(2)}`, options: waiting }),
			until(() => looks() > 1).then(async () => await settleAll()),
		]);

		expect(run.error?.message).toMatch(/^The import \S+ has brought 1 videos of 2 links \[Item 0\]$/);
		expect(run.error?.description).toContain(`Nothing came of ${tiktok(1)}. `);
	});

	test.each([
		['the request limit', { kind: 'envelope', code: '0429', msg: 'Request has exceeded the limit.' }],
		['a broken connection', { kind: 'dropAfterBody', createVideo: false }],
		['an empty answer', { kind: 'noData' }],
	] as const)('outlasts %s', async (_case, fault) => {
		stage.simulator.faults.next('get_video_ids_by_task_id', fault, { times: 4 });
		const [run] = await Promise.all([
			importPosts({ links: tiktok(1), options: waiting }),
			until(() => looks() > 4).then(async () => await settleAll()),
		]);

		expect(run.items[0]?.json).toMatchObject({ isParsed: true });
	});

	test('a key that is refused meanwhile ends it, and the import is named', async () => {
		stage.simulator.faults.next('get_video_ids_by_task_id', { kind: 'envelope', code: '9009', msg: '' });
		const run = await importPosts(
			{ links: tiktok(1), options: waiting },
			{ node: { onError: 'continueRegularOutput' } },
		);
		const { taskId } = stage.simulator.tasks[0] ?? {};

		expect(run.items[0]?.json).toMatchObject({
			error: `memories.ai does not accept the API key [Item 0], import ${taskId} is started`,
			taskId,
		});
	});

	test('ends when the execution is cancelled', async () => {
		stage.simulator.world.importing = () => 'held';
		const run = await importPosts(
			{ links: tiktok(1), options: { waitUntilParsed: true } },
			{ cancelWhen: until(() => looks() > 0) },
		);

		expect(run.error?.message).toMatch(/^The waiting for the import \S+ was stopped because/);
	});

	test('says that it cannot wait for an import without a task', async () => {
		stage.simulator.world.namesTasks = false;
		const run = await stage.runOn('auto', 'importFromHashtag', { hashtags: 'a', options: waiting });

		expect(run.error?.message).toBe('memories.ai took the import but named no task to wait for [Item 0]');
		expect(run.error?.description).toContain('The import is started, and memories.ai has named no task');
	});
});

describe('Import From Creator', () => {
	const creator = 'https://www.tiktok.com/@cutshall73';

	test('imports the latest posts, as many as there are', async () => {
		hurry();
		stage.simulator.world.postsOfCreator = 2;
		const [run] = await Promise.all([
			stage.runOn('auto', 'importFromCreator', { creator, posts: 5, options: waiting }),
			until(() => looks() > 1).then(async () => await settleAll()),
		]);

		expect(imports()[0]).toMatchObject({
			path: '/serve/api/v1/scraper',
			json: { username: creator, scraper_cnt: 5 },
		});
		expect(run.items.map(({ json }) => json)).toMatchObject(
			stage.simulator.videos.map(({ videoNo, link }) => ({ videoNo, link, isParsed: true })),
		);
	});

	describe('whose videos come in one after the other', () => {
		const run = async (apartMs: number, posts = 3) => {
			await stage.restartSimulator({ processing: { clock: 'real', parseAfterMs: 1 } });
			hurry(100);
			stage.simulator.world.importing = (index) => ({ ms: 1 + index * apartMs });
			return await stage.runOn('auto', 'importFromCreator', { creator, posts, options: waiting });
		};

		test('gives all of them', async () => {
			const { items, hints } = await run(100_000);

			expect(items).toHaveLength(3);
			expect(hints).toEqual([]);
		});

		test('says after five minutes that there is a better way to wait', async () => {
			const { items, hints } = await run(100_000, 5);

			expect(items).toHaveLength(5);
			expect(hints).toEqual([
				{ location: 'outputPane', message: expect.stringContaining('/import-and-sleep.json"') as string },
			]);
		});

		test('says that more may come, after a pause that is longer than it waits', async () => {
			const { items, hints } = await run(20 * 60_000);

			expect(items).toHaveLength(1);
			expect(hints.map(({ message }) => message)).toEqual([
				expect.stringMatching(
					/fewer videos than they can: \S+ \(1 of up to 3\)\. .*'Get Task' shows them later/,
				),
			]);
		});
	});

	test('gives the task at once otherwise', async () => {
		const run = await stage.runOn('auto', 'importFromCreator', { creator });

		expect(run.items.map(({ json }) => json)).toEqual([
			{ taskId: stage.simulator.tasks[0]?.taskId, platform: 'tiktok', creator, apiVersion: 'v1.2' },
		]);
	});

	test.each([
		[{ creator: `={{ '' }}` }, "'Creator Link' is empty"],
		[{ creator: 'cutshall73' }, "'Creator Link' is no page on TikTok, YouTube or Instagram"],
		[{ creator: tiktok(1) }, "'Creator Link' leads to a post and not to a creator"],
		[{ creator, posts: 31 }, "'Number of Posts' must be between 1 and 30"],
		[{ creator, posts: 0 }, "'Number of Posts' must be between 1 and 30"],
	])('refuses %j before anything is sent', async (fields, message) => {
		const run = await stage.runOn('auto', 'importFromCreator', fields);

		expect(run.error?.message).toBe(`${message} [Item 0]`);
		expect(stage.simulator.journal).toEqual([]);
	});
});

describe('Import From Hashtag', () => {
	test('takes hashtags with or without #, and signs its own parameter', async () => {
		const callbackUrl = 'https://n8n.example.com/webhook/1a2b3c/memories-ai';
		const additionalFields = { uniqueId: 'team-a' };
		await stage.runOn('auto', 'importFromHashtag', {
			hashtags: '#climbing, bouldering, climbing',
			posts: 2,
			callbackUrl,
			additionalFields,
		});

		expect(imports()[0]).toMatchObject({
			path: '/serve/api/v1/scraper_tag',
			json: {
				hash_tags: ['climbing', 'bouldering'],
				scraper_cnt: 2,
				unique_id: 'team-a',
				callback: expect.stringContaining(`${callbackUrl}?mai=`) as string,
			},
		});
	});

	test.each([
		[{ hashtags: ' # ' }, "'Hashtags' is empty"],
		[{ hashtags: 'https://a.example' }, "'Hashtags' has what is no hashtag: https://a.example"],
		[
			{ hashtags: 'a,b,c,d', posts: 30 },
			"'Number of Posts' with 4 hashtags comes to 120 videos, each of them paid for",
		],
	])('refuses %j before anything is sent', async (fields, message) => {
		const run = await stage.runOn('auto', 'importFromHashtag', fields);

		expect(run.error?.message).toBe(`${message} [Item 0]`);
		expect(stage.simulator.journal).toEqual([]);
	});
});

describe('Get Task', () => {
	const started = async () => {
		await importPosts({ links: `${tiktok(1)} ${tiktok(2)}` });
		return stage.simulator.tasks[0]?.taskId ?? '';
	};
	const getTask = async (taskId: string, fields: INodeParameters = {}) =>
		await stage.runOn('auto', 'getTask', { taskId, ...fields });

	test.each(['videos', 'ids'] as const)('gives what the import has brought, in form %s', async (taskForm) => {
		stage.simulator.world.taskForm = taskForm;
		const taskId = await started();
		const [one, other] = stage.simulator.videos.map(({ videoNo }) => videoNo);
		await stage.simulator.settle(one ?? '', 'PARSE');
		const half = await getTask(` ${taskId} `);
		await stage.simulator.settle(other ?? '', 'FAIL');
		const whole = await getTask(taskId);

		expect(half.items[0]?.json).toMatchObject({ isFinished: false, videoCount: 2, parsedCount: 1 });
		expect(whole.items.map(({ json }) => json)).toMatchObject([
			{
				taskId,
				isFinished: true,
				videoCount: 2,
				parsedCount: 1,
				failedCount: 1,
				videos: [
					{ videoNo: one, isParsed: true, ...(taskForm === 'videos' ? { link: tiktok(1) } : {}) },
					{ videoNo: other, isFailed: true },
				],
			},
		]);
	});

	test('an import that still downloads is not finished', async () => {
		stage.simulator.world.importing = () => 'held';

		expect((await getTask(await started())).items[0]?.json).toMatchObject({
			isFinished: false,
			videoCount: 0,
			videos: [],
		});
	});

	test.each([
		[`={{ '' }}`, "'Task ID' is empty"],
		['not an id', "'Task ID' is not the ID of a task"],
	])('refuses %j', async (taskId, message) => {
		expect((await getTask(taskId)).error?.message).toBe(`${message} [Item 0]`);
		expect(stage.simulator.journal).toEqual([]);
	});

	test('says when memories.ai knows nothing of it', async () => {
		expect((await getTask('31b0fccb')).error?.message).toBe(
			'memories.ai tells nothing about the import 31b0fccb [Item 0]',
		);
	});

	test('looks in the part of the account that the user names', async () => {
		await importPosts({ links: tiktok(1), additionalFields: { uniqueId: 'team-a' } });
		const run = await getTask(stage.simulator.tasks[0]?.taskId ?? '', { options: { uniqueId: 'team-a' } });

		expect(run.items[0]?.json).toMatchObject({ videoCount: 1 });
	});
});
