import { failureOf, outputOf } from '../n8n/execution';
import { startS3Server, type S3Server } from './support/s3Server';
import { nodeNames, readExample, Stage } from './support/stage';

let stage: Stage;
let s3: S3Server;

beforeAll(async () => {
	stage = await Stage.open();
	s3 = await startS3Server();
});
afterAll(async () => {
	await s3.close();
	await stage.close();
});

test('a new video in an S3 bucket is uploaded once, and its event names the file it came from', async () => {
	const { api } = stage.n8n;
	await s3.put('interview.mp4', stage.sampleVideo, 'video/mp4');
	await s3.put('notes.txt', Buffer.from('not a video'), 'text/plain');
	const memoriesAiApi = await stage.credential();
	const listener = await api.importWorkflow(readExample('each-event-once.json'), {
		credentials: { memoriesAiApi },
	});
	await api.activate(listener.id);
	const uploader = await api.importWorkflow(readExample('s3-to-upload.json'), {
		credentials: { memoriesAiApi, s3: await api.createCredential('s3', s3.credential) },
	});
	for (const step of ['List files', 'Download video']) {
		await api.setParameters(uploader.id, step, { bucketName: s3.bucket });
	}
	await api.setParameters(uploader.id, nodeNames.upload, {
		callbackUrl: await api.webhookUrl(listener.id, nodeNames.trigger),
	});
	const before = stage.simulator.videos.length;

	const runs = [
		await api.runWorkflow(uploader.id, { triggerName: 'Every 15 minutes' }),
		await api.runWorkflow(uploader.id, { triggerName: 'Every 15 minutes' }),
	];
	expect(runs.map(failureOf)).toEqual([undefined, undefined]);
	const [video, ...others] = stage.simulator.videos.slice(before);
	await stage.simulator.settle(video?.videoNo ?? '', 'PARSE');
	const [event] = await api.waitForExecutions(listener.id, 1);

	expect(others).toEqual([]);
	expect(video?.size).toBe(stage.sampleVideo.length);
	expect(event && outputOf(event, nodeNames.trigger)).toEqual([
		expect.objectContaining({
			event: 'video.parsed',
			videoNo: video?.videoNo,
			reference: 'interview.mp4',
			verified: 'signature',
		}),
	]);
});
