import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { INodeParameters } from 'n8n-workflow';
import type { StoredCredential } from '../../n8n/n8nApi';
import type { BinaryDataMode } from '../../n8n/n8nEnvironment';
import type { RunningN8n } from '../../n8n/n8nProcess';
import { importUploadExample, sampleVideoFile, storeAccount } from '../../n8n/uploadExample';
import type { StoredWorkflow } from '../../n8n/workflow';
import { defaultApiKey, startSimulator, type Simulator } from '../../simulator/simulator';
import { borrowN8n } from './borrowedN8n';
import { startPreparedN8n } from './preparedN8n';

export { nodeNames, readExample } from '../../n8n/uploadExample';

/** A real n8n with the packed package in it, and a server that stands in for memories.ai. */
export class Stage {
	private constructor(
		private running: RunningN8n,
		readonly simulator: Simulator,
	) {}

	/** The n8n that runs at present. */
	get n8n(): RunningN8n {
		return this.running;
	}

	/** The bytes of the project's sample video. */
	readonly sampleVideo = readFileSync(sampleVideoFile);

	/** With an n8n that is used for other tests as well, before and afterwards. */
	static async open(): Promise<Stage> {
		return await Stage.of(await borrowN8n());
	}

	/**
	 * With an n8n of its own.
	 *
	 * @param keepUserFolder whether n8n is to be restarted; it is, before the stage is closed
	 */
	static async openOwn(
		binaryDataMode: BinaryDataMode,
		{ keepUserFolder = false }: { keepUserFolder?: boolean } = {},
	): Promise<Stage> {
		return await Stage.of(await startPreparedN8n({ binaryDataMode, keepUserFolder }));
	}

	/** @param n8n with the package and the sample video in it; it is ended with the stage */
	static async of(n8n: RunningN8n): Promise<Stage> {
		return new Stage(n8n, await startSimulator({ seedDocumentedVideos: true }));
	}

	/** Ends n8n, as a machine that is switched off does, and starts it again with all that it has stored. */
	async restartN8n(whileOff: () => Promise<void>): Promise<void> {
		await this.running.stop();
		await whileOff();
		this.running = await startPreparedN8n({ goOnIn: this.running });
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
