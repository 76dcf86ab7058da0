import type { IExecuteFunctions, NodeExecutionHint } from 'n8n-workflow';
import { hintAtStorage } from '../../../nodes/MemoriesAi/actions/video/storageHint';

const MiB = 1024 ** 2;

/** The hints that a run shows for videos, given as what n8n stores each under and its size in bytes. */
function hintsFor(...videos: Array<[id: string | undefined, size: number]>): NodeExecutionHint[] {
	const shown: NodeExecutionHint[] = [];
	const run = {
		addExecutionHints: (...hints: NodeExecutionHint[]) => void shown.push(...hints),
	} as unknown as IExecuteFunctions;
	for (const [id, size] of videos) hintAtStorage(run, { id }, size);
	return shown;
}

test.each([
	['memory', undefined, /keeps files in memory/],
	['the database', 'database:9b2f5b6e', /keeps files in its database/],
])('a large video in %s shows the way to a better place', (_place, id, message) => {
	expect(hintsFor([id, 101 * MiB])).toEqual([
		{ message: expect.stringMatching(message) as string, type: 'warning', location: 'outputPane' },
	]);
});

test.each(['filesystem-v2:workflows/1/executions/2/binary_data/3', 's3:workflows/1'])(
	'a large video in %s is where it should be',
	(id) => {
		expect(hintsFor([id, 3000 * MiB])).toEqual([]);
	},
);

test('a small video may be anywhere', () => {
	expect(hintsFor([undefined, 100 * MiB], ['database:1', 100 * MiB])).toEqual([]);
});

test('a run says it once, and the next run again', () => {
	expect(hintsFor(['database:1', 200 * MiB], ['database:2', 300 * MiB])).toHaveLength(1);
	expect(hintsFor(['database:3', 200 * MiB])).toHaveLength(1);
});
