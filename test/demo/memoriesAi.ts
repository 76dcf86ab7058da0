import { defaultDatalakeKey } from '../simulator/datalake/keys';
import { defaultApiKey, startSimulator } from '../simulator/simulator';
import type { DemoOptions } from './commandLine';

/** The memories.ai that the demo talks to. */
export interface MemoriesAi {
	apiKey: string;
	baseUrl: string;
	/** What it is, for the reader. */
	description: string;
	/** How long it may take from an upload to the end of its processing. */
	processingTimeoutMs: number;
	close(): Promise<void>;
}

/** The real memories.ai when there is an account for it, the simulator otherwise. */
export async function openMemoriesAi({
	account,
	datalake,
}: Pick<DemoOptions, 'account' | 'datalake'>): Promise<MemoriesAi> {
	if (account !== undefined) {
		const baseUrl = 'https://api.memories.ai';
		const called = account.callbackBaseUrl === undefined ? [] : [`it calls ${account.callbackBaseUrl}`];
		return {
			apiKey: account.apiKey,
			baseUrl,
			description: [`${baseUrl}, with your account`, ...called].join('; '),
			processingTimeoutMs: 15 * 60_000,
			close: async () => undefined,
		};
	}
	const simulator = await startSimulator({
		processing: { clock: 'real', parseAfterMs: 1000 },
		seedDocumentedVideos: true,
	});
	return {
		apiKey: datalake ? defaultDatalakeKey : defaultApiKey,
		baseUrl: simulator.url,
		description: `a simulator at ${simulator.url}; set MEMORIES_API_KEY to use the real one`,
		processingTimeoutMs: 30_000,
		close: async () => await simulator.close(),
	};
}
