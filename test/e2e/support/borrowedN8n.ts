import { mkdir, rm } from 'node:fs/promises';
import { N8nApi } from '../../n8n/n8nApi';
import type { RunningN8n } from '../../n8n/n8nProcess';
import { bringSampleVideo } from '../../n8n/uploadExample';

/** The n8n that goes on between files of tests, without what the one before has left; `stop` gives it back. */
export async function borrowN8n(): Promise<RunningN8n> {
	const n8n = await globalThis.n8nOfWorker();
	const api = new N8nApi(n8n.url, n8n.url, n8n.api.session);
	await api.deleteAll();
	await rm(n8n.filesFolder, { recursive: true, force: true });
	await mkdir(n8n.filesFolder);
	await bringSampleVideo(n8n);
	const printedBefore = n8n.logs().length;
	return {
		...n8n,
		api,
		logs: () => n8n.logs().slice(printedBefore),
		stop: async () => {
			await api.deleteAll();
			await api.close();
		},
	};
}
