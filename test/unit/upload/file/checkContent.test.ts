import { readFileSync } from 'node:fs';
import path from 'node:path';
import { checkContent } from '../../../../nodes/MemoriesAi/upload/file/checkContent';

const check = (start: string | Buffer) =>
	checkContent({ fileName: 'a.mp4', mimeType: 'video/mp4' }, Buffer.from(start));

test.each([
	['<!DOCTYPE html><html>', 'a web page'],
	['\uFEFF\n  <html lang="en">', 'a web page'],
	['<?xml version="1.0"?><Error><Code>NoSuchKey</Code>', 'a web page'],
	['{"error":{"code":404}}', 'JSON'],
	['[{"a":1}]', 'JSON'],
	['%PDF-1.7', 'a PDF document'],
	['PK\u0003\u0004....', 'a ZIP archive'],
	[Buffer.from([0x89, 0x50, 0x4e, 0x47]), 'a PNG image'],
	[Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 'a JPEG image'],
])('%j is refused as %s', (start, content) => {
	expect(() => check(start)).toThrow(`The file 'a.mp4' contains ${content}, not a video`);
});

const sample = readFileSync(path.resolve(__dirname, '../../../fixtures/sample.mp4'));

test.each([
	['mp4', sample],
	['mov', Buffer.from('\u0000\u0000\u0000\u0014ftypqt  ')],
	['avi', Buffer.from('RIFF....AVI LIST')],
	['mkv', Buffer.from([0x1a, 0x45, 0xdf, 0xa3])],
	['transport stream', Buffer.from('G@\u0011\u0010')],
	['something unknown', Buffer.from('plain words')],
])('%s is taken', (_case, start) => {
	expect(() => check(start)).not.toThrow();
});
