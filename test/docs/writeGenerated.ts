import { readFileSync, writeFileSync } from 'node:fs';
import { generatedPages } from './generatedPages';

/** Brings all that documents have from the code and from recorded runs up to date. */
export function writeGenerated(): void {
	for (const { page, withPart } of generatedPages) writeFileSync(page, withPart(readFileSync(page, 'utf8')));
}
