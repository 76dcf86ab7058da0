import path from 'node:path';
import { CONTAINERS } from '../../../../nodes/MemoriesAi/upload/file/containers';
import { labelVideo } from '../../../../nodes/MemoriesAi/upload/file/fileName';
import { ODD_NON_VIDEOS } from '../../../fixtures/oddNonVideos';
import { ODD_VIDEOS } from '../../../fixtures/oddVideos';
import { n8nLabels } from './support/n8nLabels';
import { NON_VIDEOS } from './support/nonVideos';
import { oddFile, recogniseFile } from './support/oddFiles';

/** The names that change: extensions of their own for what is an MP4. */
const SENT_AS: Record<string, string> = {
	'GL010042.LRV': 'GL010042.mp4',
	'VID_20240501_183000_00_007.insv': 'VID_20240501_183000_00_007.mp4',
	'camera.f4v': 'camera.mp4',
	'episode.m4v': 'episode.mp4',
};

describe.each(ODD_VIDEOS)('$fileName', ({ file, fileName, container }) => {
	const { mimeType, extensions } = CONTAINERS[container];

	test('is recognised', () => {
		expect(recogniseFile(oddFile('videos', file))).toEqual({ kind: 'video', container });
	});

	test.each(n8nLabels(fileName, container))('is sent rightly from $source', ({ label, isNamed }) => {
		const sent = labelVideo(container, label, '');
		const hasExtension = isNamed && label.fileName === fileName;
		const wholeName = SENT_AS[fileName] ?? fileName;
		const stem = isNamed ? path.parse(fileName).name : 'video';
		expect(sent.mimeType).toBe(mimeType);
		if (hasExtension) expect(sent.fileName).toBe(wholeName);
		else expect(extensions.map((extension) => `${stem}.${extension}`)).toContain(sent.fileName);
	});
});

test.each(ODD_NON_VIDEOS)('$file is $what', ({ file, found, what }) => {
	expect(recogniseFile(oddFile('nonVideos', file))).toEqual({ kind: 'notVideo', found, what });
});

test.each(NON_VIDEOS)('$called is refused', ({ content, found, what }) => {
	expect(recogniseFile(content)).toMatchObject({ kind: 'notVideo', found, ...(what && { what }) });
});

test('the corpus holds what it promises', () => {
	const distinct = (names: string[]) => new Set(names).size;
	expect(distinct(ODD_VIDEOS.map(({ fileName }) => fileName))).toBeGreaterThanOrEqual(25);
	expect(distinct(ODD_NON_VIDEOS.map(({ file }) => file))).toBe(ODD_NON_VIDEOS.length);
	expect(distinct(NON_VIDEOS.map(({ called }) => called))).toBeGreaterThanOrEqual(45);
});
