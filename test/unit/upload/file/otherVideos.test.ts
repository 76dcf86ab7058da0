import { recogniseOtherVideo } from '../../../../nodes/MemoriesAi/upload/file/otherVideos';

const [sound, picture, script] = [8, 9, 18];

/** An FLV file with tags of these types. */
function flv(marks: number, types: number[], length = 20): Buffer {
	const header = Buffer.from([0x46, 0x4c, 0x56, 1, marks, 0, 0, 0, 9]);
	const tags = types.map((type) => {
		const tag = Buffer.alloc(4 + 11 + length);
		tag[4] = type;
		tag.writeUIntBE(length, 5, 3);
		return tag;
	});
	return Buffer.concat([header, ...tags]);
}

const noPicture = { found: 'audio', what: 'sound without a picture in an FLV file' };
const video = { kind: 'video', container: 'flv' };

test.each<[string, Buffer, object]>([
	['sound', flv(4, [sound]), noPicture],
	['sound and a script', flv(4, [script, sound, sound]), noPicture],
	['sound, in a tag of no bytes', flv(4, [sound], 0), noPicture],
	['sound and a picture', flv(4, [sound, picture]), video],
	['sound, with the mark of a picture', flv(5, [sound]), video],
	['a script', flv(4, [script]), video],
	['nothing', flv(4, []), video],
	['half a tag', flv(4, [sound], 0).subarray(0, -1), video],
])('FLV with %s', (_what, start, found) => {
	expect(recogniseOtherVideo(start)).toMatchObject(found);
});

test.each([
	['RIFF1234AVI ', 'avi'],
	['RIFF1234AVIX', 'avi'],
	['RIFF1234AVI\x19', 'avi'],
])('%j is %s', (start, container) => {
	expect(recogniseOtherVideo(Buffer.from(start, 'latin1'))).toEqual({ kind: 'video', container });
});

test.each(['RIFF1234WAVE', 'LIST1234AVI ', 'FLV\x02'])('%j is none', (start) => {
	expect(recogniseOtherVideo(Buffer.from(start, 'latin1'))).toBeUndefined();
});
