import { fileStem } from '../../../../nodes/MemoriesAi/upload/recovery/fileStem';

test.each([
	['clip.mp4', 'clip'],
	['CLIP.MOV', 'CLIP'],
	['clip.m2ts', 'clip'],
	['clip.ts', 'clip'],
	['clip.mts', 'clip'],
	['clip.mpg', 'clip'],
	['clip.mpeg', 'clip'],
	['My%20clip.mp4', 'My clip'],
	['My clip', 'My clip'],
	['Zo\u0065\u0308.mp4', 'Zoë'],
	[' clip.mp4 ', 'clip'],
	['100%.mp4', '100%'],
	['Standup 10.32', 'Standup 10.32'],
	['clip.mp4.bak', 'clip.mp4.bak'],
	['clipmp4', 'clipmp4'],
	['.mp4', ''],
	['', ''],
])('%j is %j', (name, stem) => {
	expect(fileStem(name)).toBe(stem);
});
