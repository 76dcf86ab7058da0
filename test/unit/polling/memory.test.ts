import type { IDataObject } from 'n8n-workflow';
import type { ListedVideo } from '../../../nodes/MemoriesAi/api/endpoints/videoEntry';
import { Memory } from '../../../nodes/MemoriesAi/polling/memory';
import { randomIds } from '../../simulator/ids';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
const nowMs = Date.parse('2026-11-25T12:00:00Z');

const video = (status: string, agoMs = 0, videoNo = `VI${randomIds.digits18()}`): ListedVideo => ({
	videoNo,
	name: 'clip',
	status,
	createdAt: new Date(nowMs - agoMs).toISOString(),
});

const numbersOf = (videos: readonly ListedVideo[]) => videos.map(({ videoNo }) => videoNo);

/** What n8n stores of a memory, read again as after a restart. */
function restarted(memory: Memory): Memory {
	const staticData: IDataObject = {};
	memory.keep(staticData, 'part');
	const read = Memory.recall(JSON.parse(JSON.stringify(staticData)) as IDataObject, 'part');
	if (read === undefined) throw new Error('There is no memory');
	return read;
}

function storedBytes(memory: Memory): number {
	const staticData: IDataObject = {};
	memory.keep(staticData, 'part');
	return Buffer.byteLength(JSON.stringify(staticData));
}

test('2,000 unfinished videos and 2,000 new ones of the last hour take less than 64 KB', () => {
	const unfinished = Array.from({ length: 2_000 }, (_, index) => video('UNPARSE', index * 5 * minuteMs));
	const fresh = Array.from({ length: 2_000 }, (_, index) => video('PARSE', index * 1_500));
	const memory = Memory.ofFirstLook([...unfinished, ...fresh], nowMs);

	expect(memory.unfinishedIds).toHaveLength(2_000);
	expect(storedBytes(memory)).toBeLessThan(64 * 1024);
	expect(restarted(memory).takeIn([...unfinished, ...fresh], nowMs)).toEqual([]);
});

test('and so do those of the Datalake, whose ids are longer', () => {
	const id = () => `vid_${randomIds.hex32()}`;
	const unfinished = Array.from({ length: 2_000 }, (_, index) =>
		video('processing', index * 5 * minuteMs, id()),
	);
	const fresh = Array.from({ length: 2_000 }, (_, index) => video('ready', index * 1_500, id()));
	const memory = Memory.ofFirstLook([...unfinished, ...fresh], nowMs);

	expect(memory.unfinishedIds).toHaveLength(2_000);
	expect(storedBytes(memory)).toBeLessThan(64 * 1024);
	expect(restarted(memory).takeIn([...unfinished, ...fresh], nowMs)).toEqual([]);
});

test('of ids that cannot be packed, the oldest unfinished ones leave, and the others stay', () => {
	const unfinished = Array.from({ length: 2_500 }, (_, index) =>
		video('processing', index * 5 * minuteMs, `vid_${randomIds.hex32().toUpperCase()}`),
	);
	const memory = Memory.ofFirstLook(unfinished, nowMs);
	const kept = new Set(memory.unfinishedIds);

	expect(kept.size).toBeGreaterThan(1_000);
	expect(storedBytes(memory)).toBeLessThan(64 * 1024);
	expect(unfinished.slice(0, 1_000).filter(({ videoNo }) => !kept.has(videoNo))).toEqual([]);
});

describe('where memories.ai does not say when a video was uploaded', () => {
	const undated = (status: string, videoNo = `vid_${randomIds.hex32()}`): ListedVideo => ({
		videoNo,
		name: 'clip',
		status,
	});

	test('what was there at first is old, what comes later is new, each once', () => {
		const [old, awaited, fresh] = [undated('ready'), undated('processing'), undated('ready')];
		const memory = restarted(Memory.ofFirstLook([old, awaited], nowMs));

		expect(memory.unfinishedIds).toEqual([awaited.videoNo]);
		expect(memory.takeIn([fresh, old, awaited], nowMs)).toEqual([fresh]);
		memory.moveOn([fresh, old, awaited], nowMs + 2 * dayMs);
		const later = restarted(memory);
		const ready = { ...awaited, status: 'ready' };
		expect(later.takeIn([fresh, old, ready], nowMs + 2 * dayMs)).toEqual([ready]);
		expect(restarted(later).takeIn([fresh, old, ready], nowMs + 9 * dayMs)).toEqual([]);
	});

	test('3,000 can be told apart, and the deleted ones of them leave room', () => {
		const videos = Array.from({ length: 3_000 }, () => undated('ready'));
		const memory = Memory.ofFirstLook(videos, nowMs);
		expect(memory.isOverfull).toBe(false);
		expect(storedBytes(memory)).toBeLessThan(24 * 1024);

		const left = videos.slice(500);
		const more = Array.from({ length: 500 }, () => undated('ready'));
		expect(memory.takeIn([...more, ...left], nowMs)).toEqual(more);
		expect(memory.isOverfull).toBe(true);
		memory.moveOn([...more, ...left], nowMs);
		expect(memory.isOverfull).toBe(false);
		expect(restarted(memory).takeIn([...more, ...left], nowMs)).toEqual([]);
	});

	test('more of them are too many', () => {
		const videos = Array.from({ length: 3_001 }, () => undated('ready'));
		expect(Memory.ofFirstLook(videos, nowMs).isOverfull).toBe(true);
	});
});

test.each([
	['unfinished', 'UNPARSE'],
	['finished', 'PARSE'],
])('50,000 %s videos of one week take less than 64 KB', (_case, status) => {
	const memory = Memory.ofFirstLook(
		Array.from({ length: 50_000 }, (_, index) => video(status, index * 12_000)),
		nowMs,
	);

	expect(storedBytes(memory)).toBeLessThan(64 * 1024);
});

test('more finished videos in an hour than are remembered do not come twice', () => {
	const videos = Array.from({ length: 5_000 }, (_, index) => video('PARSE', index * 600));
	const memory = restarted(Memory.ofFirstLook(videos, nowMs));

	expect(memory.takeIn(videos, nowMs)).toEqual([]);
	expect(memory.takeIn([video('PARSE')], nowMs)).toHaveLength(1);
});

test('a video is awaited for seven days after its upload, is looked at once more then, and does not come up again', () => {
	const late = video('UNPARSE', 0, 'VI1');
	const memory = Memory.ofFirstLook([late], nowMs);

	memory.moveOn([late], nowMs + 7 * dayMs - 1);
	expect(restarted(memory).unfinishedIds).toEqual(['VI1']);
	const inTime = restarted(memory);
	expect(inTime.takeIn([{ ...late, status: 'PARSE' }], nowMs)).toHaveLength(1);

	memory.moveOn([late], nowMs + 9 * dayMs);
	const tooLate = restarted(memory);
	expect(tooLate.unfinishedIds).toEqual([]);
	expect(tooLate.takeIn([late], nowMs)).toEqual([]);
	expect(tooLate.unfinishedIds).toEqual([]);
	expect(tooLate.takeIn([{ ...late, status: 'PARSE' }], nowMs)).toEqual([]);
});

test('a video that comes into the list up to an hour late is new, an older one is not', () => {
	const memory = restarted(Memory.ofFirstLook([video('PARSE')], nowMs));
	const late = video('PARSE', 59 * minuteMs);
	const old = video('PARSE', 2 * hourMs);

	expect(numbersOf(memory.takeIn([old, late], nowMs))).toEqual([late.videoNo]);
});

test('a video with a wrong date in the future does not make the others old', () => {
	const memory = Memory.ofFirstLook([video('PARSE')], nowMs);
	const future = video('PARSE', -365 * dayMs);
	memory.takeIn([future], nowMs);
	memory.moveOn([future], nowMs);
	const next = restarted(memory);

	expect(next.takeIn([future], nowMs)).toEqual([]);
	expect(next.takeIn([video('PARSE', minuteMs)], nowMs)).toHaveLength(1);
});

test('an account that shows nothing at first does not send all it has as news later', () => {
	const memory = restarted(Memory.ofFirstLook([], nowMs));
	const old = video('PARSE', 3 * dayMs);
	const fresh = video('PARSE', minuteMs);

	expect(numbersOf(memory.takeIn([old, fresh], nowMs))).toEqual([fresh.videoNo]);
});

test('a memory that nothing has changed is not stored anew', () => {
	const staticData: IDataObject = {};
	Memory.ofFirstLook([video('UNPARSE', 0, 'VI1')], nowMs).keep(staticData, 'part');
	const { memory } = staticData;
	Memory.recall(staticData, 'part')?.keep(staticData, 'part');

	expect(staticData.memory).toBe(memory);
});

test.each([
	['of another part', { memory: { part: 'other', knownUntil: 0, unfinished: [], done: [], undated: '' } }],
	['that is none', { memory: 'nothing' }],
	['that is broken', { memory: { part: 'part', knownUntil: null } }],
])('a memory %s does not count', (_case, staticData) => {
	expect(Memory.recall(staticData, 'part')).toBeUndefined();
});
