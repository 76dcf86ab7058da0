import { once, EventEmitter } from 'node:events';
import type { N8nInstallation } from '../n8n/installN8n';
import { defaultApiKey, startSimulator } from '../simulator/simulator';
import { untilAborted } from '../terminal/interruption';
import type { CheckedUpload } from './results';
import type { VideoFiles } from './videoFiles';
import { N8nWay } from './ways/n8nWay';

interface CheckOptions {
	installation: N8nInstallation;
	tarball: string;
	videos: VideoFiles;
	signal: AbortSignal;
}

/** Uploads a file of pseudo-random content with the Memories.ai node and looks at what has arrived. */
export async function checkUpload(
	bytes: number,
	{ installation, tarball, videos, signal }: CheckOptions,
): Promise<CheckedUpload> {
	const { path, sha256 } = await videos.withRandomContent(bytes);
	const requests = new EventEmitter();
	const simulator = await startSimulator({
		onRequestEnd: ({ file }) => file && requests.emit('upload'),
	});
	try {
		const way = await N8nWay.openMemoriesAi({
			installation,
			packages: [tarball],
			videosFolder: videos.folder,
			apiKey: defaultApiKey,
			memoriesAiUrl: simulator.url,
			signal,
		});
		try {
			const { done } = way.send({ executions: 1 }, [path], once(requests, 'upload'));
			await untilAborted(signal, done);
		} finally {
			await way.close();
		}
		const received = simulator.journal.findLast(({ file }) => file !== undefined)?.file;
		return {
			sentBytes: bytes,
			receivedBytes: received?.bytes,
			isSha256Equal: received?.sha256 === sha256,
		};
	} finally {
		await simulator.close();
	}
}
