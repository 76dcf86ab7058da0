import { ApiFailure } from '../../../../nodes/MemoriesAi/api/ApiFailure';
import { recover, lookOf } from '../../../../nodes/MemoriesAi/upload/recovery/recover';
import type { ExpectedVideo } from '../../../../nodes/MemoriesAi/upload/recovery/findUnconfirmed';
import {
	openUploads,
	uploadedVideos,
	type OpenState,
	type UploadEntry,
} from '../../../../nodes/MemoriesAi/state';
import { UserError } from '../../../../nodes/MemoriesAi/texts/UserError';
import {
	accepted,
	fakeApi,
	limited,
	listing,
	refused,
	type Answer,
	type Shown,
} from '../../support/fakeMemoriesAi';
import { failureOf, inVirtualTime } from '../../support/virtualTime';

const expected: ExpectedVideo = { name: 'clip.mp4', size: 1_000, uniqueId: undefined };
const sentAtMs = Date.now();
const ours: Shown = {
	video_no: 'VI1',
	video_name: 'clip',
	size: 1_000,
	create_time: sentAtMs,
	status: 'UNPARSE',
};
const alike: Shown = { ...ours, video_no: 'VI2' };

function openEntry(run = 'another'): UploadEntry & { state: OpenState } {
	return { run, state: { kind: 'open', sentAtMs, cause: new ApiFailure('unanswered') } };
}

/** Looks for an upload that stands open, as others may. */
function search(
	answer: (look: number) => Answer | Shown[],
	{ changes = {}, cancelSignal }: { changes?: Partial<ExpectedVideo>; cancelSignal?: AbortSignal } = {},
) {
	const wanted = { ...expected, ...changes };
	const entry = openEntry('own');
	const fake = fakeApi(
		(request, index) => {
			const answered = answer(index);
			return Array.isArray(answered) ? listing(request, answered) : answered;
		},
		cancelSignal === undefined ? {} : { cancelSignal },
	);
	openUploads.set(entry, lookOf(fake.api, wanted));
	return { ...fake, run: async () => await recover(fake.api, wanted, entry, entry.state) };
}

beforeEach(() => {
	for (const [entry] of openUploads.pairs()) openUploads.delete(entry);
	uploadedVideos.delete('VI1');
	uploadedVideos.delete('VI2');
});

describe('found', () => {
	test('at the first look: the video in the form of an upload’s answer', async () => {
		const { run, requests } = search(() => [ours]);

		expect(await run()).toEqual({
			videoNo: 'VI1',
			videoName: 'clip',
			videoStatus: 'UNPARSE',
			uploadTime: String(sentAtMs),
			recovered: true,
		});
		expect(requests).toHaveLength(1);
	});

	test.each([1, 5])('at look %d', async (look) => {
		const { run } = search((index) => (index === look ? [ours] : []));
		expect(await inVirtualTime(run)).toMatchObject({ videoNo: 'VI1', recovered: true });
	});

	test('behind looks that failed', async () => {
		const failures = [new Error('socket hang up'), limited('1'), refused('0001', 'network abnormal')];
		const { run, requests } = search((index) => failures[index] ?? [ours]);

		expect(await inVirtualTime(run)).toMatchObject({ videoNo: 'VI1' });
		expect(requests).toHaveLength(4);
	});

	test('with a look-alike that another upload has been named', async () => {
		uploadedVideos.set('VI2', true);
		const { run } = search(() => [alike, ours]);
		expect(await run()).toMatchObject({ videoNo: 'VI1' });
	});
});

describe('not taken for it', () => {
	const messageOf = async (run: () => Promise<unknown>) => {
		return (await failureOf(inVirtualTime(run), UserError)).cure;
	};

	test('nothing there: looked for two minutes, with growing pauses', async () => {
		const { run, requests, log } = search(() => []);
		const cure = await messageOf(run);

		expect(cure).toContain('The account was searched for a new video of this name and size, and has none');
		const times = requests.map(({ at }) => Math.round((at - (requests[0]?.at ?? 0)) / 1000));
		expect(times.at(-1)).toBe(120);
		expect(requests.length).toBeGreaterThan(6);
		expect(requests.length).toBeLessThan(14);
		const pauses = times.slice(1).map((time, index) => time - (times[index] ?? 0));
		expect(Math.max(...pauses)).toBeLessThanOrEqual(30);
		expect(log).toEqual(['memories.ai did not confirm an upload, looking for the video in the account']);
	});

	test('two that look alike', async () => {
		const { run } = search(() => [ours, alike]);
		expect(await messageOf(run)).toContain('and it cannot be told which one it is');
	});

	test('more new videos than are looked at', async () => {
		const others = Array.from({ length: 2_100 }, (_, index) => ({
			...ours,
			video_no: `VIx${index}`,
			size: 5,
		}));
		const { run } = search(() => others);
		expect(await messageOf(run)).toContain('and has too many new videos to look at all of them');
		// Some 20,000 videos are read, which takes Stryker's copy of the code its time.
	}, 10_000);

	test('a video that an answer names for another upload while the list is read', async () => {
		const pageOf = (videos: Shown[], total: number): Answer => accepted({ videos, total_count: total });
		const { run, requests } = search((index) => {
			// The second page comes after the answer to the other upload.
			if (index % 2 === 1) uploadedVideos.set('VI1', true);
			const filler = Array.from({ length: 199 }, (_, at) => ({ ...ours, video_no: `VIx${at}`, size: 5 }));
			return index % 2 === 0
				? pageOf([ours, ...filler], 201)
				: pageOf([{ ...ours, video_no: 'VIy', size: 5 }], 201);
		});

		expect(await messageOf(run)).toContain('and has none');
		expect(requests.length).toBeGreaterThan(2);
	});

	test.each<[string, Partial<ExpectedVideo>, boolean]>([
		['of its name and size', {}, true],
		['of its name without extension', { name: 'clip.mov' }, true],
		['from a URL of its name', { size: undefined }, true],
		['in another part of the account', { uniqueId: 'team-a' }, true],
		['of about its size', { size: 1_010 }, true],
		['of another size', { size: 1_020 }, false],
		['of another name', { name: 'clip 2.mp4' }, false],
	])('while another upload is open, %s', async (_case, changes, isRival) => {
		const { run, api } = search(() => [ours]);
		openUploads.set(openEntry(), lookOf(api, { ...expected, ...changes }));

		if (isRival) expect(await messageOf(run)).toContain('it cannot be told which one it is');
		else expect(await run()).toMatchObject({ videoNo: 'VI1' });
	});

	test('from a URL, while an upload of its name is open, whatever its size', async () => {
		const { run, api } = search(() => [ours], { changes: { size: undefined } });
		openUploads.set(openEntry(), lookOf(api, expected));

		expect(await messageOf(run)).toContain('it cannot be told which one it is');
	});

	test.each([
		['a quarter of an hour before', 14 * 60_000, 'another', true],
		['longer before', 16 * 60_000, 'another', false],
		['longer before, in the same run', 16 * 60_000, 'own', true],
		['since', -1, 'another', true],
	])('while another upload was given up %s', async (_case, beforeMs, otherRun, isRival) => {
		const { run, api } = search(() => [ours]);
		const givenUpAtMs = sentAtMs - beforeMs;
		openUploads.set(openEntry(otherRun), { ...lookOf(api, expected), givenUpAtMs });

		if (isRival) expect(await messageOf(run)).toContain('it cannot be told which one it is');
		else expect(await run()).toMatchObject({ videoNo: 'VI1' });
	});

	test('while another upload, which it gave up itself, may be stored late', async () => {
		let stored: Shown[] = [];
		const first = search(() => stored);
		await messageOf(first.run);
		stored = [ours];
		const entry = openEntry();

		const second = async () => await recover(first.api, expected, entry, entry.state);
		expect(await messageOf(second)).toContain('it cannot be told which one it is');
	});

	test('nothing there, from a URL', async () => {
		const { run } = search(() => [], { changes: { size: undefined } });
		expect(await messageOf(run)).toContain('searched for a new video of this name, and has none');
	});

	test('an upload to another server is no rival', async () => {
		const { run } = search(() => [ours]);
		openUploads.set(openEntry(), lookOf(fakeApi(() => accepted({})).api, expected));
		expect(await run()).toMatchObject({ videoNo: 'VI1' });
	});

	test('found as soon as the other upload has its answer', async () => {
		const rival = openEntry();
		const { run, api } = search((look) => {
			if (look === 2) {
				uploadedVideos.set('VI2', true);
				openUploads.delete(rival);
			}
			return [alike, ours];
		});
		openUploads.set(rival, lookOf(api, expected));

		expect(await inVirtualTime(run)).toMatchObject({ videoNo: 'VI1' });
	});
});

describe('a search that cannot be', () => {
	test('a refusal that lasts ends it at once', async () => {
		const { run, requests } = search(() => refused('0401'));
		const error = await failureOf(run(), UserError);

		expect(error.cure).toContain(
			'The account could not be searched for a new video of this name and size: memories.ai does not accept the API key',
		);
		expect(requests).toHaveLength(1);
	});

	test('the latest look counts: one that failed after one that found nothing', async () => {
		const { run } = search((look) => (look === 0 ? [] : refused('', 'network abnormal')));
		expect((await failureOf(inVirtualTime(run), UserError)).cure).toContain('could not be searched');
	});

	test('the pause that the server asks for is kept, but no longer than the search lasts', async () => {
		const { run, requests } = search((look) => (look === 0 ? limited('60') : []));
		await failureOf(inVirtualTime(run), UserError);
		expect((requests[1]?.at ?? 0) - (requests[0]?.at ?? 0)).toBeGreaterThanOrEqual(60_000);

		const { run: tomorrow, requests: looks } = search(() => limited('86400'));
		await failureOf(inVirtualTime(tomorrow), UserError);
		expect(looks).toHaveLength(2);
	});

	test('a look takes 20 seconds at most, and is no second one', async () => {
		const { run, requests } = search(() => []);
		await failureOf(inVirtualTime(run), UserError);
		expect(requests.every(({ timeout }) => timeout === 20_000)).toBe(true);
	});

	test('a link without a file name: nothing is looked for', async () => {
		const { run, requests } = search(() => [{ ...ours, video_name: '' }], {
			changes: { name: '', size: undefined },
		});
		const error = await failureOf(run(), UserError);

		expect(error.message).toBe('memories.ai did not confirm the upload');
		expect(error.cure).toMatch(/^The video was sent at .* holds no file name by which/);
		expect(requests).toEqual([]);
	});

	test('cancelled before', async () => {
		const { run, requests } = search(() => [ours], { cancelSignal: AbortSignal.abort() });
		expect((await failureOf(run(), UserError)).cure).toContain('The execution was cancelled before');
		expect(requests).toEqual([]);
	});

	test('cancelled in a pause', async () => {
		const cancelling = new AbortController();
		const { run, requests } = search(
			(look) => {
				if (look === 1) cancelling.abort();
				return [];
			},
			{ cancelSignal: cancelling.signal },
		);
		expect((await failureOf(inVirtualTime(run), UserError)).cure).toContain(
			'The execution was cancelled before',
		);
		expect(requests).toHaveLength(2);
	});

	test('a fault of ours stays one', async () => {
		const fault = new TypeError('x is not a function');
		const { run } = search(() => fault);
		expect(await failureOf(run(), TypeError)).toBe(fault);
	});
});

test('the error says what was sent, when, why there is no confirmation, and how to go on', async () => {
	const { run } = search(() => refused('0402'));
	const error = await failureOf(run(), UserError);

	expect(error.message).toBe('memories.ai may have taken the video but did not confirm it');
	expect(error.cause).toMatchObject({ kind: 'unanswered' });
	expect(error.cure).toBe(
		`'clip.mp4' (1000 bytes) was sent at ${new Date(sentAtMs).toISOString()}, and no clear answer came: memories.ai did not answer. ` +
			'The account could not be searched for a new video of this name and size: The memories.ai account has no credits left. ' +
			'It is not sent again, so that it is not stored and paid for twice. Look for it in your memories.ai library, and run the workflow again if it is not there',
	);
});
