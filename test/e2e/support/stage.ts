import { readFileSync, rmSync } from 'node:fs';
import { copyFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { INodeParameters } from 'n8n-workflow';
import { installN8n } from '../../n8n/installN8n';
import type { StoredCredential } from '../../n8n/n8nApi';
import type { BinaryDataMode } from '../../n8n/n8nEnvironment';
import { startN8n, type RunningN8n } from '../../n8n/n8nProcess';
import { packProject, projectFolder } from '../../n8n/packProject';
import type { StoredWorkflow, WorkflowJson } from '../../n8n/workflow';
import { startSimulator, type Simulator } from '../../simulator/simulator';

/** Names of the nodes in the example that uploads a video and waits for its event. */
export const nodeNames = {
	start: 'When clicking ‘Execute workflow’',
	read: 'Read video',
	upload: 'Upload video',
	trigger: 'When a video is parsed',
};

/** A real n8n with the packed package in it, and a server that stands in for memories.ai. */
export class Stage {
	private constructor(
		readonly n8n: RunningN8n,
		readonly simulator: Simulator,
	) {}

	/** The bytes of the project's sample video. */
	readonly sampleVideo = readFileSync(path.join(projectFolder, 'test/fixtures/sample.mp4'));

	static async open(binaryDataMode: BinaryDataMode): Promise<Stage> {
		const tarball = await packProject();
		const simulator = await startSimulator({ seedDocumentedVideos: true });
		try {
			const installation = await installN8n();
			const n8n = await startN8n({ installation, packages: [tarball], binaryDataMode });
			await copyFile(
				path.join(projectFolder, 'test/fixtures/sample.mp4'),
				path.join(n8n.filesFolder, 'sample.mp4'),
			);
			return new Stage(n8n, simulator);
		} catch (error) {
			await simulator.close();
			throw error;
		} finally {
			rmSync(path.dirname(tarball), { recursive: true });
		}
	}

	async close(): Promise<void> {
		await this.n8n.stop();
		await this.simulator.close();
	}

	/** Stores a credential; it is good for the simulator unless changed. */
	async credential(changes: Record<string, string> = {}): Promise<StoredCredential> {
		return await this.n8n.api.createCredential('memoriesAiApi', {
			apiKey: 'sk-simulator',
			baseUrl: this.simulator.url,
			apiVersion: 'auto',
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
		const { api, filesFolder } = this.n8n;
		const workflow = await api.importWorkflow(readExample('upload-and-event.json'), {
			credentials: { memoriesAiApi: credential },
		});
		await api.setParameters(workflow.id, nodeNames.read, {
			fileSelector: path.join(filesFolder, 'sample.mp4'),
		});
		await api.setParameters(workflow.id, nodeNames.upload, {
			callbackUrl: await api.webhookUrl(workflow.id, nodeNames.trigger),
			...uploadParameters,
		});
		return workflow;
	}
}

/** An example workflow of the project. */
export function readExample(fileName: string): WorkflowJson {
	return JSON.parse(readFileSync(path.join(projectFolder, 'examples', fileName), 'utf8')) as WorkflowJson;
}
