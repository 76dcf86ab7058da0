import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { INodeParameters } from 'n8n-workflow';
import type { StoredCredential } from '../../n8n/n8nApi';
import type { BinaryDataMode } from '../../n8n/n8nEnvironment';
import type { RunningN8n } from '../../n8n/n8nProcess';
import { startN8nWithPackage } from '../../n8n/startN8nWithPackage';
import { importUploadExample, sampleVideoFile, storeAccount } from '../../n8n/uploadExample';
import type { StoredWorkflow } from '../../n8n/workflow';
import { defaultApiKey, startSimulator, type Simulator } from '../../simulator/simulator';

export { nodeNames, readExample } from '../../n8n/uploadExample';

/** A real n8n with the packed package in it, and a server that stands in for memories.ai. */
export class Stage {
	private constructor(
		readonly n8n: RunningN8n,
		readonly simulator: Simulator,
	) {}

	/** The bytes of the project's sample video. */
	readonly sampleVideo = readFileSync(sampleVideoFile);

	static async open(binaryDataMode: BinaryDataMode): Promise<Stage> {
		const n8n = await startN8nWithPackage({ binaryDataMode });
		return new Stage(n8n, await startSimulator({ seedDocumentedVideos: true }));
	}

	async close(): Promise<void> {
		await this.n8n.stop();
		await this.simulator.close();
	}

	/** Stores a credential; it is good for the simulator unless changed. */
	async credential(changes: Record<string, string> = {}): Promise<StoredCredential> {
		return await storeAccount(this.n8n.api, {
			apiKey: defaultApiKey,
			baseUrl: this.simulator.url,
			...changes,
		});
	}

	/** Puts a file where workflows may read it, and gives its path. */
	async file(name: string, content: string | Buffer): Promise<string> {
		const file = path.join(this.n8n.filesFolder, name);
		await writeFile(file, content);
		return file;
	}

	/** Imports the upload example as a user would: sample video, credential and Production URL filled in. */
	async importUploadExample(
		credential: StoredCredential,
		uploadParameters: INodeParameters = {},
	): Promise<StoredWorkflow> {
		return await importUploadExample(this.n8n, credential, uploadParameters);
	}
}
