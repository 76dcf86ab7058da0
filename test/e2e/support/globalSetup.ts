import { prepareN8n } from './preparedN8n';

/** Has a real n8n at hand before the first test, and shows what takes long about it. */
export default async function globalSetup(): Promise<void> {
	await prepareN8n({
		onProgress: (step) => {
			process.stderr.write(`${step}\n`);
		},
	});
}
