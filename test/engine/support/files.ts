import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { INodeExecutionData } from 'n8n-workflow';
import type { OriginalFile } from '../../simulator/originals';
import type { Engine } from './engine';

/** The bytes in a binary field of an output item, `data` unless named. */
export async function bytesOf(
	engine: Engine,
	item: INodeExecutionData | undefined,
	field = 'data',
): Promise<Buffer> {
	const binary = item?.binary?.[field];
	if (binary === undefined) throw new Error(`The item has no file in ${field}`);
	return await engine.readBinary(binary);
}

/** What a simulated video's file holds. */
export function contentOf({ chunks }: OriginalFile): Buffer {
	return Buffer.concat([...chunks()]);
}

/** To compare files that are too long to be shown. */
export function sha256(bytes: Buffer): string {
	return createHash('sha256').update(bytes).digest('hex');
}

/** Every file that n8n has stored so far, unfinished ones too. */
export function storedFiles(): string[] {
	const folder = join(process.env.N8N_USER_FOLDER ?? '', '.n8n');
	return readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map(({ name }) => name);
}
