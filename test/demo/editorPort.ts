import { freePort, isPortFree } from '../n8n/ports';
import { usualPort, type DemoOptions } from './commandLine';
import { DemoError } from './DemoError';

/**
 * The port for the editor: the one that was asked for, or else n8n's usual one, or else a free one.
 *
 * @throws {DemoError} when the port that it must be is taken
 */
export async function chooseEditorPort(
	{ port, account }: DemoOptions,
	print: (text: string) => void,
): Promise<number> {
	const wanted = port ?? usualPort;
	if (await isPortFree(wanted)) return wanted;
	if (port !== undefined) {
		throw new DemoError(
			`Port ${port} is taken by another program. Ask for another one, or leave --port out.`,
		);
	}
	if (account !== undefined) {
		throw new DemoError(
			`Port ${usualPort} is taken by another program. Free it, or let MEMORIES_CALLBACK_BASE_URL lead to ` +
				'another port and ask for that one with --port.',
		);
	}
	const another = await freePort();
	print(`  Port ${usualPort} is taken; the editor gets port ${another}.`);
	return another;
}
