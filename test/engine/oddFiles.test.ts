import type { IBinaryData, INodeExecutionData } from 'n8n-workflow';
import { CONTAINERS } from '../../nodes/MemoriesAi/upload/file/containers';
import { ODD_NON_VIDEOS } from '../fixtures/oddNonVideos';
import { ODD_VIDEOS } from '../fixtures/oddVideos';
import { n8nLabels } from '../unit/upload/file/support/n8nLabels';
import { NON_VIDEOS } from '../unit/upload/file/support/nonVideos';
import { oddFile } from '../unit/upload/file/support/oddFiles';
import { hurry } from './support/hurry';
import { Stage } from './support/stage';
import { inMemoryItem, storedItem, uploadsOf } from './support/uploads';

const stage = Stage.forEachTest();

// The last piece of each of some thousand uploads is held back for a moment.
beforeEach(() => hurry());

const v12Containers: readonly string[] = ['mp4', 'mov', 'avi', 'mkv'];

const asItems = async (description: Partial<IBinaryData>, bytes: Buffer): Promise<INodeExecutionData[]> => [
	await storedItem(stage.engine, description, bytes),
	inMemoryItem(description, bytes),
];

test.each(ODD_VIDEOS)(
	'$fileName, a real $container, is sent under every label that n8n gives it',
	async ({ file, fileName, container }) => {
		const bytes = oddFile('videos', file);
		for (const { source, label } of n8nLabels(fileName, container)) {
			const items = await asItems(label as Partial<IBinaryData>, bytes);
			const before = uploadsOf(stage.simulator).length;
			const run = await stage.runOn('v1.1', 'upload', {}, items);
			const sent = uploadsOf(stage.simulator).slice(before);

			expect([source, run.error]).toEqual([source, undefined]);
			expect(sent).toHaveLength(2);
			for (const upload of sent) {
				expect([source, upload.file?.bytes]).toEqual([source, bytes.byteLength]);
				const mimeTypes = new Set<string>([CONTAINERS[container].mimeType]);
				// A 3GP that is named .mp4, as phones do, is announced as what its name says.
				if (container === '3gp') mimeTypes.add('video/mp4');
				expect([source, mimeTypes.has(upload.file?.mimeType ?? '')]).toEqual([source, true]);
			}
		}
	},
);

test.each(ODD_VIDEOS)(
	'v1.2 takes $file as far as it documents its container',
	async ({ file, fileName, container }) => {
		const run = await stage.runOn('v1.2', 'upload', {}, [
			inMemoryItem({ fileName }, oddFile('videos', file)),
		]);
		const isTaken = v12Containers.includes(container);

		expect(uploadsOf(stage.simulator)).toHaveLength(isTaken ? 1 : 0);
		if (!isTaken) {
			expect(run.error?.message).toMatch(
				/ video, which version v1\.2 of the memories\.ai API does not take \[Item 0\]$/,
			);
		}
	},
);

const nonVideos = [
	...ODD_NON_VIDEOS.map(({ file }) => ({ called: file, bytes: () => oddFile('nonVideos', file) })),
	...NON_VIDEOS.map(({ called, content }) => ({ called, bytes: () => Buffer.from(content) })),
];

test.each(nonVideos)('$called is refused in both generations, and not a byte is sent', async ({ bytes }) => {
	for (const version of ['v1.1', 'v1.2'] as const) {
		const items = await asItems({ fileName: 'clip.mp4', mimeType: 'video/mp4' }, bytes());
		for (const item of items) {
			const run = await stage.runOn(version, 'upload', {}, [item]);

			expect(run.error?.message).toMatch(/^The file 'clip.mp4' .*not a video|^The item's file /);
			expect(stage.simulator.journal).toEqual([]);
		}
	}
});
