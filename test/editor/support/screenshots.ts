import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { projectFolder } from '../../n8n/packProject';

/** Where the pictures of a run are put: build output, for whoever looks at them. */
export const screenshotsFolder = path.join(projectFolder, 'test-results');

/**
 * Keeps what the page shows as a picture in both of n8n's themes, `<name>.light.png` and `<name>.dark.png`, and leaves
 * the page in the light one. Only when pictures are asked for, as `npm run test:editor` does: they take a second each.
 */
export async function keepScreenshots(page: Page, name: string): Promise<void> {
	if (process.env.TEST_SCREENSHOTS !== 'keep') return;
	mkdirSync(screenshotsFolder, { recursive: true });
	for (const theme of ['dark', 'light'] as const) {
		await page.emulateMedia({ colorScheme: theme });
		await page.screenshot({
			path: path.join(screenshotsFolder, `${name}.${theme}.png`),
			// Otherwise the picture shows colours on their way from one theme to the other.
			animations: 'disabled',
		});
	}
}
