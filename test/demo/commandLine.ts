import { parseArgs } from 'node:util';
import { DemoError } from './DemoError';

/** The port of n8n's editor unless it is taken, as in an n8n that is installed by hand. */
export const usualPort = 5678;

/** What `npm run demo -- --help` prints. */
export const usage = `Usage: npm run demo -- [options]

Runs a real n8n with this package in it, uploads a sample video to memories.ai and shows what comes back.

  --datalake       show the Video Datalake: upload, wait, search
  --once           end after showing it, instead of leaving the editor open until Ctrl-C
  --polling        show the Memories.ai Polling Trigger, which needs no address that memories.ai can call
  --port <number>  port of the editor (default ${usualPort}, or a free one when that is taken)
  --help           show this text

Environment variables:
  MEMORIES_API_KEY            use https://api.memories.ai with this key, instead of the simulator; the
                              upload is charged to its account. A key that begins with sk-mai- shows
                              the Video Datalake
  MEMORIES_CALLBACK_BASE_URL  needed with any other MEMORIES_API_KEY unless --polling is given: a public
                              address that leads to the editor's port, so that memories.ai can call
  N8N_TEST_CACHE              folder to keep n8n in, about 3 GB (default: the user's cache folder)
`;

/** What the command line and the environment ask for. */
export type Command = { kind: 'help' } | ({ kind: 'run' } & DemoOptions);

export interface DemoOptions {
	/** Whether to end after everything was shown. */
	once: boolean;
	/** Whether to show the Video Datalake. */
	datalake: boolean;
	/** Whether n8n asks memories.ai for the event, instead of being called. */
	polling: boolean;
	/** The port that was asked for. */
	port?: number;
	/** The memories.ai account to use instead of the simulator. */
	account?: Account;
}

/** An account at memories.ai, and where memories.ai reaches this machine. */
export interface Account {
	apiKey: string;
	/** Public address of this n8n, without a slash at the end; none where memories.ai need not call. */
	callbackBaseUrl?: string;
}

/**
 * Reads the command line's arguments and the environment.
 *
 * @param args without the program's own name
 * @throws {DemoError} when something is unknown, malformed or missing
 */
export function commandOf(args: string[], environment: NodeJS.ProcessEnv): Command {
	const { help, once, polling, port, datalake } = readArguments(args);
	if (help) return { kind: 'help' };
	const account = accountOf(environment, polling);
	const isDatalakeAccount = account !== undefined && isDatalakeKey(account.apiKey);
	if (datalake && account !== undefined && !isDatalakeAccount) {
		throw new DemoError('--datalake needs a MEMORIES_API_KEY that begins with sk-mai-, or none.');
	}
	return {
		kind: 'run',
		once,
		polling,
		datalake: datalake || isDatalakeAccount,
		port: port === undefined ? undefined : portOf(port),
		account,
	};
}

function readArguments(args: string[]) {
	try {
		return parseArgs({
			args,
			options: {
				datalake: { type: 'boolean', default: false },
				once: { type: 'boolean', default: false },
				polling: { type: 'boolean', default: false },
				port: { type: 'string' },
				help: { type: 'boolean', default: false },
			},
		}).values;
	} catch (error) {
		throw new DemoError(`${(error as Error).message}\nSee: npm run demo -- --help`);
	}
}

function portOf(text: string): number {
	const port = Number(text);
	if (/^\d+$/.test(text) && port >= 1 && port <= 65_535) return port;
	throw new DemoError(`--port must be a whole number from 1 to 65535, not '${text}'.`);
}

function accountOf(
	{ MEMORIES_API_KEY: apiKey, MEMORIES_CALLBACK_BASE_URL: callbackBaseUrl }: NodeJS.ProcessEnv,
	polling: boolean,
): Account | undefined {
	if (!apiKey) return undefined;
	if (polling || isDatalakeKey(apiKey)) return { apiKey };
	if (!callbackBaseUrl) {
		throw new DemoError(
			'MEMORIES_API_KEY is set, so the demo would use https://api.memories.ai, which calls this machine when ' +
				'the video is processed.\nSet MEMORIES_CALLBACK_BASE_URL to a public address that leads to port ' +
				`${usualPort} here (or the one given with --port), for example that of a tunnel,\n` +
				'or give --polling to have n8n ask memories.ai, or unset MEMORIES_API_KEY to use the simulator.',
		);
	}
	return { apiKey, callbackBaseUrl: publicBaseUrl(callbackBaseUrl) };
}

function isDatalakeKey(apiKey: string): boolean {
	return apiKey.startsWith('sk-mai-');
}

function publicBaseUrl(text: string): string {
	const url = URL.canParse(text) ? new URL(text) : undefined;
	if (url === undefined || !['http:', 'https:'].includes(url.protocol)) {
		throw new DemoError(`MEMORIES_CALLBACK_BASE_URL must be an http or https address, not '${text}'.`);
	}
	if (/^(localhost|127\..*|0\.0\.0\.0|\[::1\])$/.test(url.hostname)) {
		throw new DemoError(
			`MEMORIES_CALLBACK_BASE_URL is ${text}, which memories.ai cannot reach. It must be a public address.`,
		);
	}
	return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}
