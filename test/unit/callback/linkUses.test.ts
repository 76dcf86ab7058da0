import { LinkUses } from '../../../nodes/MemoriesAi/callback/linkUses';

const DAY_MS = 24 * 60 * 60_000;
const upload = { nonce: 'a', kind: 'upload' as const };
const importTask = { nonce: 'b', kind: 'importTask' as const };

let uses: LinkUses;
beforeEach(() => (uses = new LinkUses()));

test('a link of an upload vouches for one video, however often', () => {
	expect(uses.vouchesFor(upload, { videoNo: 'VI1' }, 0)).toBe(true);
	expect(uses.vouchesFor(upload, { videoNo: 'VI2' }, 1)).toBe(false);
	expect(uses.vouchesFor(upload, { videoNo: 'VI1', taskId: 't' }, 2)).toBe(true);
	expect(uses.vouchesFor({ ...upload, nonce: 'c' }, { videoNo: 'VI2' }, 3)).toBe(true);
});

test('a link of an upload does not vouch for a task', () => {
	expect(uses.vouchesFor(upload, { taskId: 't' }, 0)).toBe(false);
	expect(uses.vouchesFor(upload, { videoNo: 'VI1' }, 0)).toBe(true);
});

test('a link of an import task vouches for the task and all videos that name it', () => {
	expect(uses.vouchesFor(importTask, { taskId: 't1' }, 0)).toBe(true);
	expect(uses.vouchesFor(importTask, { taskId: 't1', videoNo: 'VI1' }, 1)).toBe(true);
	expect(uses.vouchesFor(importTask, { taskId: 't1', videoNo: 'VI2' }, 2)).toBe(true);
	expect(uses.vouchesFor(importTask, { taskId: 't2', videoNo: 'VI1' }, 3)).toBe(false);
	expect(uses.vouchesFor(importTask, { videoNo: 'VI1' }, 4)).toBe(false);
});

test('links unused for 30 days are forgotten, used ones are not', () => {
	const old = { ...upload, nonce: 'old' };
	uses.vouchesFor(upload, { videoNo: 'VI1' }, 0);
	uses.vouchesFor(old, { videoNo: 'VI1' }, 0);
	uses.vouchesFor(upload, { videoNo: 'VI1' }, 20 * DAY_MS);
	uses.vouchesFor({ ...upload, nonce: 'new' }, { videoNo: 'VI9' }, 31 * DAY_MS);

	expect(uses.vouchesFor(upload, { videoNo: 'VI2' }, 31 * DAY_MS)).toBe(false);
	expect(uses.vouchesFor(old, { videoNo: 'VI2' }, 31 * DAY_MS)).toBe(true);
});

test('10,000 links are remembered, those used last', () => {
	for (let link = 0; link <= 10_000; link++) {
		uses.vouchesFor({ ...upload, nonce: String(link) }, { videoNo: 'VI1' }, link);
	}

	expect(uses.vouchesFor({ ...upload, nonce: '1' }, { videoNo: 'VI2' }, 10_001)).toBe(false);
	expect(uses.vouchesFor({ ...upload, nonce: '0' }, { videoNo: 'VI2' }, 10_001)).toBe(true);
});
