import { recogniseBytesAsText } from '../../../../nodes/MemoriesAi/upload/file/bytesAsText';

const found = (text: string) => recogniseBytesAsText(Buffer.from(text));
const damaged = {
	found: 'bytesAsText',
	what: 'the bytes of a file that were read as text, and so damaged',
};

test.each(['\ufffd', '\u0085'])('eight of %j beside a zero are bytes that were read as text', (mark) => {
	expect(found(`\0ftyp${mark.repeat(8)}`)).toMatchObject(damaged);
	expect(found(`\0ftyp${mark.repeat(7)}`)).toBeUndefined();
	expect(found(`ftyp${mark.repeat(8)}`)).toBeUndefined();
});

test('other bytes are none', () => {
	expect(recogniseBytesAsText(Buffer.from([0, 0xff, 0xfe, 0x80]))).toBeUndefined();
});
