import { checkContainer, identifyVideo } from '../../../../nodes/MemoriesAi/upload/file/identifyVideo';
import type { Container } from '../../../../nodes/MemoriesAi/upload/file/containers';
import type { ApiVersion } from '../../../../nodes/MemoriesAi/api/vocabulary/apiVersion';
import { oddFile } from './support/oddFiles';

const MP4_START = oddFile('videos', 'isom.mp4');
const NOISE = Buffer.from(Array.from({ length: 2_000 }, (_, at) => (at * 7_919) % 251));
const LARGEST = 3 * 1024 ** 3;

function identify(start: Buffer, changes: Partial<Parameters<typeof identifyVideo>[0]> = {}) {
	const label = { fileName: 'clip', mimeType: 'application/octet-stream' };
	return identifyVideo({ label, typedName: '', size: 10_000, start, ...changes });
}

/** A refusal in these words. */
const refusal = (message: string, cure: unknown) =>
	expect.objectContaining({ name: 'UserError', message, cure }) as Error;

test('the bytes say what it is, whatever its label', () => {
	expect(identify(MP4_START)).toEqual({ fileName: 'clip.mp4', mimeType: 'video/mp4', container: 'mp4' });
});

test('a video of 3 GiB is taken, and no larger one', () => {
	expect(identify(MP4_START, { size: LARGEST })).toMatchObject({ container: 'mp4' });
	expect(() => identify(MP4_START, { size: LARGEST + 1 })).toThrow(
		refusal(
			"The file 'clip.mp4' is larger than 3 GB",
			'memories.ai takes videos of up to 3 GB. Cut or compress the video before uploading it',
		),
	);
});

test('an empty file', () => {
	const label = { fileName: 'clip.mp4', mimeType: 'video/mp4' };
	expect(() => identify(Buffer.alloc(0), { size: 0, label })).toThrow(
		refusal(
			"The file 'clip.mp4' is empty",
			'Check the step that brings the file: its download may have delivered nothing',
		),
	);
});

test('bytes that say nothing go by their label', () => {
	expect(identify(NOISE, { label: { fileName: 'clip.mov' } })).toEqual({
		fileName: 'clip.mov',
		mimeType: 'video/quicktime',
		container: undefined,
	});
	expect(identify(NOISE, { typedName: 'clip.avi' })).toMatchObject({ fileName: 'clip.avi' });
	expect(() => identify(NOISE)).toThrow(
		refusal(
			"The file 'clip' (application/octet-stream) is not a video",
			"Check that 'Input Data Field Name' points to the video, and that the step before downloads the file itself and not a page about it",
		),
	);
});

test.each([
	[
		'JSON',
		'{"error":"no such file"}',
		/^Look at the output of the step that downloads it: the service .* It begins with: \{"error":"no such file"\}$/,
	],
	[
		'base64 text',
		MP4_START.toString('base64'),
		/^Decode it in a step before: the node Convert to File .* makes a file of base64 text$/,
	],
	['base64 text of a web page', Buffer.from('<!DOCTYPE html><html>').toString('base64'), /^Decode it/],
])('%s is no video', (what, text, cure) => {
	expect(() => identify(Buffer.from(text), { size: text.length })).toThrow(
		refusal(`The file 'clip' contains ${what}, not a video`, expect.stringMatching(cure)),
	);
});

test.each<[ApiVersion, Container | undefined]>([
	['v1.1', 'flv'],
	['v1.1', undefined],
	['v1.2', 'mp4'],
	['v1.2', 'mov'],
	['v1.2', 'avi'],
	['v1.2', 'mkv'],
])('version %s takes the container %s', (apiVersion, container) => {
	expect(() => checkContainer(apiVersion, { fileName: 'clip', mimeType: '', container })).not.toThrow();
});

test.each<[Container | undefined, string]>([
	['webm', 'is a WebM video'],
	[undefined, 'is no video that can be recognised by its first bytes'],
])('version v1.2 does not take the container %s', (container, found) => {
	expect(() => checkContainer('v1.2', { fileName: 'clip', mimeType: '', container })).toThrow(
		refusal(
			`The file 'clip' ${found}, which version v1.2 of the memories.ai API does not take`,
			'It takes MP4, MOV, AVI and Matroska. Convert the video in a step before, or choose v1.1 as API Version in the credential if your account works with it',
		),
	);
});
