import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createHash } from 'node:crypto';
import type { IBinaryData, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { JournalEntry } from '../../simulator/journal';
import type { Simulator } from '../../simulator/simulator';
import type { Engine, TestCredential } from './engine';

/** The bytes of the project's sample video. */
export const sampleVideo = readFileSync(path.resolve(__dirname, '../../fixtures/sample.mp4'));

/** A video of so many bytes: the sample, and behind it what players skip. */
export function videoOf(bytes: number): Buffer {
	return Buffer.concat([sampleVideo, Buffer.alloc(bytes, 'skipped')], bytes);
}

/** What a server must have received for the sample video. */
export const sampleSha256 = createHash('sha256').update(sampleVideo).digest('hex');

/** The key the simulator accepts. */
export const apiKey = 'sk-simulator';

/** A credential for the simulator. */
export function credentialFor(simulator: Simulator, changes: Partial<TestCredential> = {}): TestCredential {
	return { baseUrl: simulator.url, apiKey, apiVersion: 'auto', ...changes };
}

/** The upload operation with the fields a test sets. */
export function uploadParameters(fields: INodeParameters = {}): INodeParameters {
	return { resource: 'video', operation: 'upload', ...fields };
}

/** An item with a file in n8n's filesystem mode. */
export async function storedItem(
	engine: Engine,
	description: Partial<IBinaryData> = { fileName: 'sample.mp4', mimeType: 'video/mp4' },
	bytes: Buffer = sampleVideo,
): Promise<INodeExecutionData> {
	return { json: {}, binary: { data: await engine.storeBinary(bytes, description) } };
}

/** An item with a file in n8n's in-memory mode, as base64 in the item itself. */
export function inMemoryItem(
	description: Partial<IBinaryData> = { fileName: 'sample.mp4' },
	bytes: Buffer = sampleVideo,
): INodeExecutionData {
	return {
		json: {},
		binary: { data: { mimeType: 'video/mp4', ...description, data: bytes.toString('base64') } },
	};
}

/** The upload requests among what the simulator received. */
export function uploadsOf(simulator: Simulator): JournalEntry[] {
	return simulator.journal.filter((entry) => entry.path.endsWith('/upload'));
}
