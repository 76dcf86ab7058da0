import { checkContainer, identifyVideo } from '../../../../nodes/MemoriesAi/upload/file/identifyVideo';
import type { Container } from '../../../../nodes/MemoriesAi/upload/file/containers';
import type { UserError } from '../../../../nodes/MemoriesAi/texts/UserError';
import { oddFile } from './support/oddFiles';

const MP4_START = oddFile('videos', 'isom.mp4');
const NOISE = Buffer.from(Array.from({ length: 2_000 }, (_, at) => (at * 7_919) % 251));
const LARGEST = 3 * 1024 ** 3;

function identify(start: Buffer, changes: Partial<Parameters<typeof identifyVideo>[0]> = {}) {
	const label = { fileName: 'clip', mimeType: 'application/octet-stream' };
	return identifyVideo({ label, typedName: '', size: 10_000, start, ...changes });
}

/** What is refused with which words. */
function refusalOf(run: () => unknown): Pick<UserError, 'message' | 'cure'> | undefined {
	try {
		run();
		return undefined;
	} catch (error) {
		const { message, cure } = error as UserError;
		return { message, cure };
	}
}

test('the bytes say what it is, whatever its label', () => {
	expect(identify(MP4_START)).toEqual({ fileName: 'clip.mp4', mimeType: 'video/mp4', container: 'mp4' });
});

test.each([
	[LARGEST, undefined],
	[
		LARGEST + 1,
		{
			message: "The file 'clip.mp4' is larger than 3 GB",
			cure: 'memories.ai takes videos of up to 3 GB. Cut or compress the video before uploading it',
		},
	],
])('a video of %d bytes', (size, refusal) => {
	expect(refusalOf(() => identify(MP4_START, { size }))).toEqual(refusal);
});

test('an empty file', () => {
	const label = { fileName: 'clip.mp4', mimeType: 'video/mp4' };
	expect(refusalOf(() => identify(Buffer.alloc(0), { size: 0, label }))).toEqual({
		message: "The file 'clip.mp4' is empty",
		cure: 'Check the step that brings the file: its download may have delivered nothing',
	});
});

test('bytes that say nothing go by their label', () => {
	expect(identify(NOISE, { label: { fileName: 'clip.mov' } })).toEqual({
		fileName: 'clip.mov',
		mimeType: 'video/quicktime',
		container: undefined,
	});
	expect(identify(NOISE, { typedName: 'clip.avi' })).toMatchObject({ fileName: 'clip.avi' });
	expect(refusalOf(() => identify(NOISE))).toEqual({
		message: "The file 'clip' (application/octet-stream) is not a video",
		cure: "Check that 'Input Data Field Name' points to the video, and that the step before downloads the file itself and not a page about it",
	});
});

test.each([
	[
		'{"error":"no such file"}',
		'JSON',
		/^Look at the output of the step that downloads it: the service .* It begins with: \{"error":"no such file"\}$/,
	],
	[
		MP4_START.toString('base64'),
		'base64 text',
		/^Decode it in a step before: the node Convert to File .* makes a file of base64 text$/,
	],
	[Buffer.from('<!DOCTYPE html><html>').toString('base64'), 'base64 text of a web page', /^Decode it/],
])('%s is no video', (text, what, cure) => {
	const refusal = refusalOf(() => identify(Buffer.from(text), { size: text.length }));

	expect(refusal?.message).toBe(`The file 'clip' contains ${what}, not a video`);
	expect(refusal?.cure).toMatch(cure);
});

test.each<[string, Container | undefined, boolean]>([
	['v1.1', 'flv', true],
	['v1.1', undefined, true],
	['v1.2', 'mp4', true],
	['v1.2', 'mov', true],
	['v1.2', 'avi', true],
	['v1.2', 'mkv', true],
	['v1.2', 'webm', false],
	['v1.2', undefined, false],
])('version %s and the container %s', (apiVersion, container, isTaken) => {
	const video = { fileName: 'clip', mimeType: '', container };
	const refusal = refusalOf(() => checkContainer(apiVersion as 'v1.1', video));
	const found =
		container === undefined ? 'is no video that can be recognised by its first bytes' : 'is a WebM video';

	expect(refusal).toEqual(
		isTaken
			? undefined
			: {
					message: `The file 'clip' ${found}, which version v1.2 of the memories.ai API does not take`,
					cure: 'It takes MP4, MOV, AVI and Matroska. Convert the video in a step before, or choose v1.1 as API Version in the credential if your account works with it',
				},
	);
});
