import { copyFile, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import type { StoredCredential } from '../n8n/n8nApi';
import { sampleVideoFile, storeAccount } from '../n8n/uploadExample';
import { defaultApiKey, startSimulator, type Simulator } from '../simulator/simulator';
import { Cluster, type ClusterOptions } from './cluster';

/** An n8n in queue mode, and a server that stands in for memories.ai. */
export interface QueueStage {
	cluster: Cluster;
	simulator: Simulator;
}

/** Those who are told how it goes, and what is done to it meanwhile. */
export async function withQueueStage<Result>(
	options: ClusterOptions,
	use: (stage: QueueStage) => Promise<Result>,
): Promise<{ result: Result; leftProcesses: number[] }> {
	const simulator = await startSimulator();
	try {
		const cluster = await Cluster.start(options);
		const leftProcesses: number[] = [];
		try {
			return { result: await use({ cluster, simulator }), leftProcesses };
		} finally {
			leftProcesses.push(...(await cluster.stop()));
		}
	} finally {
		await simulator.close();
	}
}

/** Stores the credential of an account of the simulator, of API v1.2 unless `data` says otherwise. */
export async function accountOf(
	{ cluster, simulator }: QueueStage,
	data: { apiVersion?: string; apiKey?: string } = {},
): Promise<StoredCredential> {
	const account = { apiKey: defaultApiKey, apiVersion: 'v1.2', ...data };
	return await storeAccount(cluster.api, { ...account, baseUrl: simulator.url });
}

/**
 * Puts a video where workflows read it: the sample, followed by zeros up to that size.
 *
 * @param bytes of the file; those of the sample by default
 * @returns its path
 */
export async function makeVideo({ cluster }: QueueStage, name: string, bytes?: number): Promise<string> {
	const file = join(cluster.filesFolder, name);
	await copyFile(sampleVideoFile, file);
	if (bytes !== undefined) await truncate(file, bytes);
	return file;
}
