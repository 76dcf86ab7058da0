import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { tmpdir } from 'node:os';
import { chromium, selectors, type BrowserContext } from 'playwright-core';

/** What the distributions call the browser. */
const usualNames = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

const howToGetOne =
	'The editor tests need Chromium or Chrome, and found none on PATH.\n' +
	'Install one (Debian: apt-get install chromium; Ubuntu: snap install chromium; macOS: brew install chromium), ' +
	'or name its executable in CHROMIUM_PATH.';

/** No sandbox: root is refused one. No calls to anybody: the browser is to talk to n8n only. */
const flags = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

/** A browser with an empty profile. */
export interface OpenBrowser {
	context: BrowserContext;
	/** Ends the browser and removes its profile. */
	close(): Promise<void>;
}

/**
 * Starts the machine's own Chromium, without a window.
 *
 * @throws Error that says how to get a Chromium when there is none
 */
export async function openBrowser(): Promise<OpenBrowser> {
	// What n8n's editor marks its parts with.
	selectors.setTestIdAttribute('data-test-id');
	const executablePath = findChromium(process.env);
	const profile = await mkdtemp(join(tmpdir(), 'chromium-'));
	const context = await chromium.launchPersistentContext(profile, {
		executablePath,
		args: flags,
		headless: true,
		viewport: { width: 1440, height: 900 },
		permissions: ['clipboard-read', 'clipboard-write'],
	});
	return {
		context,
		close: async () => {
			await context.close();
			await rm(profile, { recursive: true, force: true });
		},
	};
}

/**
 * Where the machine's Chromium or Chrome is.
 *
 * @throws Error that says how to get one when there is none, or that the path given leads nowhere
 */
export function findChromium({ CHROMIUM_PATH, PATH = '' }: NodeJS.ProcessEnv): string {
	if (CHROMIUM_PATH) {
		if (existsSync(CHROMIUM_PATH)) return CHROMIUM_PATH;
		throw new Error(`CHROMIUM_PATH names ${CHROMIUM_PATH}, which does not exist.`);
	}
	const found = usualNames
		.flatMap((name) => PATH.split(delimiter).map((folder) => join(folder, name)))
		.find((candidate) => existsSync(candidate));
	if (found === undefined) throw new Error(howToGetOne);
	return found;
}
