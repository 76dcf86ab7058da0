import { installN8n } from '../../n8n/installN8n';

/** Has a real n8n at hand before the first test, and shows what takes long about it. */
export default async function globalSetup(): Promise<void> {
	await installN8n({
		onProgress: (step) => {
			process.stderr.write(`${step}\n`);
		},
	});
}
