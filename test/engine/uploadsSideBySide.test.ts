import { createHash } from 'node:crypto';
import type { NodeRun } from './support/engine';
import { hurry } from './support/hurry';
import { Stage } from './support/stage';
import { until } from './support/until';
import { credentialFor, inMemoryItem, uploadParameters, uploadsOf, videoOf } from './support/uploads';

const stage = Stage.forEachTest();

/** A video of its own, of this name and size. */
function fileOf(name: string, bytes: number, mark: string) {
	const content = Buffer.concat([videoOf(bytes - 1), Buffer.from(mark)]);
	const sha256 = createHash('sha256').update(content).digest('hex');
	return { item: inMemoryItem({ fileName: name }, content), sha256 };
}

const looks = () => stage.simulator.tally.requestsTo('list_videos').length;

/** That a run gave out its own video, or none and the error for one that is not confirmed. */
function expectOwn(run: NodeRun, sha256: string): void {
	const own = stage.simulator.tally.videosMadeOf({ sha256 });
	expect(own).toHaveLength(1);
	if (run.items.length > 0) expect(run.items.map(({ json }) => json.videoNo)).toEqual([own[0]?.videoNo]);
	else
		expect(run.error?.message).toBe('memories.ai may have taken the video but did not confirm it [Item 0]');
}

/** A file's name and its size in bytes. */
type Named = [name: string, bytes: number];

describe.each([
	['of one size', ['a.mp4', 100_000], ['b.mp4', 100_000], true],
	['of one name', ['a.mp4', 100_000], ['a.mp4', 103_000], true],
	['of one name and size', ['a.mp4', 100_000], ['a.mp4', 100_000], false],
] satisfies Array<[string, Named, Named, boolean]>)(
	'two executions with files %s',
	(_case, first, second, isTold) => {
		test('the answer of one is late, that of the other lost', async () => {
			hurry();
			const [one, other] = [fileOf(...first, '1'), fileOf(...second, '2')];
			const credential = credentialFor(stage.simulator);
			stage.simulator.faults.next('upload', { kind: 'lateAnswer', by: 'held' });
			stage.simulator.faults.next('upload', {
				kind: 'dropAfterBody',
				createVideo: true,
				storing: { ms: 20_000 },
			});
			const running = stage.engine.runNode(uploadParameters(), [one.item], credential, { executionId: '11' });
			await until(() => stage.simulator.videos.length === 1);
			const otherRunning = stage.engine.runNode(uploadParameters(), [other.item], credential, {
				executionId: '12',
			});
			// The other one looks while the account has nothing but the video that is not named yet.
			await until(() => looks() >= 3);
			stage.simulator.releaseAnswers();
			const [run, otherRun] = await Promise.all([running, otherRunning]);

			expectOwn(run, one.sha256);
			expectOwn(otherRun, other.sha256);
			expect(run.items).toHaveLength(1);
			expect(otherRun.items[0]?.json).toMatchObject({ recovered: true });
		});

		test('the answers of both are lost', async () => {
			hurry();
			const files = [fileOf(...first, '1'), fileOf(...second, '2')];
			stage.simulator.faults.always('upload', { kind: 'dropAfterBody', createVideo: true });
			const runs = await Promise.all(
				files.map(async ({ item }, index) =>
					stage.engine.runNode(uploadParameters(), [item], credentialFor(stage.simulator), {
						executionId: String(21 + index),
					}),
				),
			);

			files.forEach(({ sha256 }, index) => {
				const run = runs[index];
				if (run === undefined) throw new Error('There is a run for each file');
				expectOwn(run, sha256);
				expect(run.items).toHaveLength(isTold ? 1 : 0);
			});
			expect(uploadsOf(stage.simulator)).toHaveLength(2);
		});
	},
);

test('a link of the name of a file that is being uploaded does not get that file', async () => {
	hurry();
	const { item, sha256 } = fileOf('a.mp4', 100_000, '1');
	const credential = credentialFor(stage.simulator);
	stage.simulator.faults.next('upload', { kind: 'lateAnswer', by: 'held' });
	stage.simulator.faults.next('upload_url', { kind: 'dropAfterBody', createVideo: false });
	const running = stage.engine.runNode(uploadParameters(), [item], credential, { executionId: '31' });
	await until(() => stage.simulator.videos.length === 1);
	const parameters = {
		resource: 'video',
		operation: 'uploadFromUrl',
		videoUrl: 'https://cdn.example.com/a.mp4',
	};
	const linkRun = await stage.engine.runNode(parameters, [{ json: {} }], credential, { executionId: '32' });
	stage.simulator.releaseAnswers();

	expect(linkRun.error?.message).toBe('memories.ai did not confirm the upload [Item 0]');
	expectOwn(await running, sha256);
});

test('one item that passes the node in two executions is uploaded in each', async () => {
	const { item, sha256 } = fileOf('a.mp4', 100_000, '1');
	for (const executionId of ['41', '42']) {
		await stage.engine.runNode(uploadParameters(), [item], credentialFor(stage.simulator), { executionId });
	}
	expect(stage.simulator.tally.videosMadeOf({ sha256 })).toHaveLength(2);
});
