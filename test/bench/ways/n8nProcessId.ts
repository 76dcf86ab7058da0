import { readdir, readFile, readlink } from 'node:fs/promises';

/** The process id of the n8n that works in a user folder; its task runners work there as well. */
export async function n8nProcessId(userFolder: string): Promise<number> {
	for (const entry of await readdir('/proc')) {
		if (!/^\d+$/.test(entry)) continue;
		// Of processes that end meanwhile, or are somebody else's, nothing can be read.
		const folder = await readlink(`/proc/${entry}/cwd`).catch(() => '');
		const commandLine = await readFile(`/proc/${entry}/cmdline`, 'utf8').catch(() => '');
		if (folder === userFolder && commandLine.endsWith('/n8n\0start\0')) return Number(entry);
	}
	throw new Error(`No n8n runs in ${userFolder}`);
}
