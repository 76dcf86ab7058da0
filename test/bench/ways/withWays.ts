import type { N8nInstallation } from '../../n8n/installN8n';
import type { BinaryDataMode } from '../../n8n/n8nEnvironment';
import { v12 } from '../../simulator/generations/v12';
import { httpRequestNode, memoriesAiNode, undiciNode } from './benchWorkflow';
import { CurlWay } from './curlWay';
import { N8nWay } from './n8nWay';
import { UndiciWay } from './undiciWay';
import { wayNames, type Way } from './way';

/** What the ways have in common. */
export interface Surroundings {
	installation: N8nInstallation;
	/** The packed project. */
	tarball: string;
	/** Where the files to upload are. */
	videosFolder: string;
	sinkUrl: string;
	signal: AbortSignal;
}

/** Any will do: the sink takes every key. */
const apiKey = 'sk-bench';

/** Sets up the ways to compare in a binary data mode, which only concerns those in n8n, and ends them after use. */
export async function withWays<Result>(
	binaryDataMode: BinaryDataMode,
	{ installation, tarball, videosFolder, sinkUrl, signal }: Surroundings,
	use: (ways: readonly Way[]) => Promise<Result>,
): Promise<Result> {
	const uploadUrl = `${sinkUrl}${v12.pathPrefix}/upload`;
	const n8n = {
		installation,
		// All get the same nodes, so that they are alike.
		packages: [tarball],
		binaryDataMode,
		videosFolder,
		apiKey,
		memoriesAiUrl: sinkUrl,
		signal,
	};
	const ways: Way[] = [];
	try {
		for (const [name, uploadNode] of [
			[wayNames.memoriesAiNode, memoriesAiNode],
			[wayNames.httpRequestNode, httpRequestNode(uploadUrl, apiKey)],
			[wayNames.undiciInN8n, undiciNode(uploadUrl, apiKey)],
		] as const) {
			ways.push(await N8nWay.open({ ...n8n, name, uploadNode }));
		}
		if (binaryDataMode === 'filesystem') {
			ways.push(new UndiciWay(installation.node, uploadUrl, apiKey));
			if (CurlWay.isInstalled()) ways.push(new CurlWay(uploadUrl, apiKey));
		}
		return await use(ways);
	} finally {
		for (const way of ways) await way.close();
	}
}
