import { vouchesFor } from '../../../nodes/MemoriesAi/callback/linkUses';

const DAY_MS = 24 * 60 * 60_000;

let links = 0;
const newLink = (kind: 'importTask' | 'upload') => ({ nonce: `link ${links++}`, kind });

/** Moves the clock on. */
const passDays = (days: number) => {
	const nowMs = performance.now() + days * DAY_MS;
	jest.spyOn(performance, 'now').mockReturnValue(nowMs);
};
afterEach(() => jest.restoreAllMocks());

test('a link of an upload vouches for one video, however often', () => {
	const upload = newLink('upload');

	expect(vouchesFor(upload, { videoNo: 'VI1' })).toBe(true);
	expect(vouchesFor(upload, { videoNo: 'VI2' })).toBe(false);
	expect(vouchesFor(upload, { videoNo: 'VI1', taskId: 't' })).toBe(true);
	expect(vouchesFor(newLink('upload'), { videoNo: 'VI2' })).toBe(true);
});

test('a link of an upload does not vouch for a task', () => {
	const upload = newLink('upload');

	expect(vouchesFor(upload, { taskId: 't' })).toBe(false);
	expect(vouchesFor(upload, { videoNo: 'VI1' })).toBe(true);
});

test('a link of an import task vouches for the task and all videos that name it', () => {
	const importTask = newLink('importTask');

	expect(vouchesFor(importTask, { taskId: 't1' })).toBe(true);
	expect(vouchesFor(importTask, { taskId: 't1', videoNo: 'VI1' })).toBe(true);
	expect(vouchesFor(importTask, { taskId: 't1', videoNo: 'VI2' })).toBe(true);
	expect(vouchesFor(importTask, { taskId: 't2', videoNo: 'VI1' })).toBe(false);
	expect(vouchesFor(importTask, { videoNo: 'VI1' })).toBe(false);
});

test('links unused for 30 days are forgotten, used ones are not', () => {
	const [used, unused] = [newLink('upload'), newLink('upload')];
	vouchesFor(used, { videoNo: 'VI1' });
	vouchesFor(unused, { videoNo: 'VI1' });
	passDays(20);
	vouchesFor(used, { videoNo: 'VI1' });
	passDays(11);

	expect(vouchesFor(used, { videoNo: 'VI2' })).toBe(false);
	expect(vouchesFor(unused, { videoNo: 'VI2' })).toBe(true);
});

test('10,000 links are remembered, those used last', () => {
	const made = Array.from({ length: 10_001 }, () => newLink('upload'));
	for (const link of made) vouchesFor(link, { videoNo: 'VI1' });
	const [first = newLink('upload'), second = newLink('upload')] = made;

	expect(vouchesFor(second, { videoNo: 'VI2' })).toBe(false);
	expect(vouchesFor(first, { videoNo: 'VI2' })).toBe(true);
});
