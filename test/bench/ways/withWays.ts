import type { N8nInstallation } from '../../n8n/installN8n';
import { v12 } from '../../simulator/generations/v12';
import type { Load } from '../plan';
import { sinkApiKey } from '../sinkMessages';
import {
	httpRequestNode,
	memoriesAiNode,
	undiciNode,
	withoutRedirects,
	type NodeKind,
} from './benchWorkflow';
import { CurlWay } from './curlWay';
import { N8nWay } from './n8nWay';
import { UndiciWay } from './undiciWay';
import { wayNames, type Way } from './way';

/** What the ways have in common. */
export interface Surroundings {
	installation: N8nInstallation;
	/** The packed project. */
	tarball: string;
	/** Other builds of it to compare with, by the names of their ways. */
	otherBuilds: ReadonlyMap<string, string>;
	/** Where the files to upload are. */
	videosFolder: string;
	sinkUrl: string;
	sinkDelayedUrl: string;
	/** The names of the ways to compare; all of them unless given. */
	wayNames?: readonly string[] | undefined;
	signal: AbortSignal;
}

/** Sets up the ways to compare with a load, whose binary data mode only concerns those in n8n, and ends them after use. */
export async function withWays<Result>(
	{ binaryDataMode, isFarAway = false }: Pick<Load, 'binaryDataMode' | 'isFarAway'>,
	surroundings: Surroundings,
	use: (ways: readonly Way[]) => Promise<Result>,
): Promise<Result> {
	const { installation, tarball, otherBuilds, videosFolder, signal } = surroundings;
	const memoriesAiUrl = isFarAway ? surroundings.sinkDelayedUrl : surroundings.sinkUrl;
	const uploadUrl = `${memoriesAiUrl}${v12.pathPrefix}/upload`;
	const n8n = { installation, binaryDataMode, videosFolder, apiKey: sinkApiKey, memoriesAiUrl, signal };
	// All get the same package, so that they are alike, but for those that another build is compared in.
	const nodes: Array<[name: string, uploadNode: NodeKind, packed: string]> = [
		[wayNames.memoriesAiNode, memoriesAiNode, tarball],
		...[...otherBuilds].map(([name, packed]): [string, NodeKind, string] => [name, memoriesAiNode, packed]),
		[wayNames.httpRequestNode, httpRequestNode(uploadUrl, sinkApiKey), tarball],
		[wayNames.httpRequestWithoutRedirects, httpRequestNode(uploadUrl, sinkApiKey, withoutRedirects), tarball],
		[wayNames.undiciInN8n, undiciNode(uploadUrl, sinkApiKey), tarball],
	];
	const isWanted = (name: string) => surroundings.wayNames?.includes(name) !== false || otherBuilds.has(name);
	const ways: Way[] = [];
	try {
		for (const [name, uploadNode, packed] of nodes) {
			if (isWanted(name)) ways.push(await N8nWay.open({ ...n8n, name, uploadNode, packages: [packed] }));
		}
		if (binaryDataMode === 'filesystem') {
			if (isWanted(wayNames.undici)) ways.push(new UndiciWay(installation.node, uploadUrl, sinkApiKey));
			if (isWanted(wayNames.curl) && CurlWay.isInstalled()) ways.push(new CurlWay(uploadUrl, sinkApiKey));
		}
		return await use(ways);
	} finally {
		for (const way of ways) await way.close();
	}
}
