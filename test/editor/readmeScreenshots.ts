import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import { projectFolder } from '../n8n/packProject';
import { screenshotsFolder } from './support/screenshots';

/** Which of the editor tests' screenshots the README and docs show, and under which name. */
const shown = {
	'example-upload-and-event.light.png': 'upload-and-event.png',
	'example-upload-and-sleep.light.png': 'upload-and-sleep.png',
	'example-import-and-sleep.light.png': 'import-and-sleep.png',
	'example-videos-for-an-agent.light.png': 'videos-for-an-agent.png',
	'example-phrase-to-clips.light.png': 'phrase-to-clips.png',
	'example-library-question-in-slack.light.png': 'library-question-in-slack.png',
	'example-weekly-tiktok-to-sheet.light.png': 'weekly-tiktok-to-sheet.png',
	'example-folder-per-customer.light.png': 'folder-per-customer.png',
	'polling-trigger-new.light.png': 'polling-trigger.png',
	'nodes-panel.light.png': 'nodes-panel.png',
	'upload-new.light.png': 'upload.png',
	'trigger-new.light.png': 'trigger.png',
};

async function main(): Promise<void> {
	for (const [screenshot, name] of Object.entries(shown)) {
		await copyFile(path.join(screenshotsFolder, screenshot), path.join(projectFolder, 'docs', name));
	}
}

main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
