import { outputOf } from '../n8n/execution';
import { importPollingExample } from '../n8n/uploadExample';
import { nodeNames, Stage } from './support/stage';

let stage: Stage;

beforeAll(async () => {
	stage = await Stage.openOwn('filesystem', { keepUserFolder: true });
});
afterAll(async () => {
	await stage.close();
});

test('polls hear of each parsed video once, over a restart of n8n, and of none that failed', async () => {
	const polling = await importPollingExample(stage.n8n, await stage.credential());
	await stage.n8n.api.activate(polling.id);
	const uploaded: string[] = [];
	for (let count = 0; count < 3; count++) {
		const run = await stage.n8n.api.runWorkflow(polling.id, { triggerName: nodeNames.start });
		uploaded.push(outputOf(run, nodeNames.upload)[0]?.videoNo as string);
	}
	const [ready = '', failed = '', late = ''] = uploaded;

	await stage.restartN8n(async () => {
		await stage.simulator.settle(ready, 'PARSE');
		await stage.simulator.settle(failed, 'FAIL');
	});
	const { api } = stage.n8n;
	const [first] = await api.waitForExecutions(polling.id, 1, { mode: 'trigger', timeoutMs: 120_000 });
	expect(first && outputOf(first, nodeNames.trigger)).toEqual([
		expect.objectContaining({ event: 'video.parsed', videoNo: ready, verified: 'api' }),
	]);

	await stage.simulator.settle(late, 'PARSE');
	const polled = await api.waitForExecutions(polling.id, 2, { mode: 'trigger', timeoutMs: 120_000 });
	expect(polled.flatMap((run) => outputOf(run, 'Video is ready')).map(({ videoNo }) => videoNo)).toEqual([
		ready,
		late,
	]);
}, 600_000);
