import { parseArgs } from 'node:util';
import { SmokeError } from './SmokeError';

/** Where a public address is to lead unless the command line says otherwise; the demo's port, too. */
const usualPort = 5678;

/** What `npm run smoke -- --help` prints. */
export const usage = `Usage: MEMORIES_API_KEY=… npm run smoke -- [options]

Runs the package against the live memories.ai with your key: uploads one 10-second video, waits until it is
parsed, looks at it, its transcript and a search, and deletes it. Prints what differs from what the package
expects, and writes the answers, without ids and keys, as fixtures. It asks for nothing; Ctrl-C ends it, and
the video is deleted all the same.

  --port <number>  port that MEMORIES_CALLBACK_BASE_URL leads to (default ${usualPort})
  --out <folder>   where to write the answers (default test/fixtures/live)
  --help           show this text

Environment variables:
  MEMORIES_API_KEY            the key; its kind, and the server, tell which API it is for
  MEMORIES_BASE_URL           where memories.ai is (default https://api.memories.ai)
  MEMORIES_CALLBACK_BASE_URL  a public address that leads to the port on this machine, such as a tunnel's;
                              without it, no callback is tried. Keys that begin with sk-mai- have none
`;

/** What the command line and the environment ask for. */
export type Command = { kind: 'help' } | ({ kind: 'run' } & SmokeOptions);

export interface SmokeOptions {
	apiKey: string;
	/** Without a slash at the end. */
	baseUrl: string;
	/** Where memories.ai calls, and the port that this leads to; undefined for no callback. */
	callback: { baseUrl: string; port: number } | undefined;
	/** Folder for the answers. */
	out: string;
}

/**
 * Reads the command line's arguments and the environment.
 *
 * @param args without the program's own name
 * @throws {SmokeError} when something is unknown, malformed or missing
 */
export function commandOf(args: string[], environment: NodeJS.ProcessEnv): Command {
	const { help, port, out } = readArguments(args);
	if (help) return { kind: 'help' };
	const {
		MEMORIES_API_KEY: apiKey = '',
		MEMORIES_BASE_URL: baseUrl = 'https://api.memories.ai',
		MEMORIES_CALLBACK_BASE_URL: callbackBaseUrl,
	} = environment;
	if (apiKey.trim() === '') {
		throw new SmokeError(
			'Set MEMORIES_API_KEY to the key of a memories.ai account.\nSee: npm run smoke -- --help',
		);
	}
	return {
		kind: 'run',
		apiKey: apiKey.trim(),
		baseUrl: addressOf('MEMORIES_BASE_URL', baseUrl),
		callback: callbackBaseUrl
			? { baseUrl: addressOf('MEMORIES_CALLBACK_BASE_URL', callbackBaseUrl), port: portOf(port) }
			: undefined,
		out,
	};
}

function readArguments(args: string[]) {
	try {
		return parseArgs({
			args,
			options: {
				port: { type: 'string', default: String(usualPort) },
				out: { type: 'string', default: 'test/fixtures/live' },
				help: { type: 'boolean', default: false },
			},
		}).values;
	} catch (error) {
		throw new SmokeError(`${(error as Error).message}\nSee: npm run smoke -- --help`);
	}
}

function portOf(text: string): number {
	if (/^\d{1,5}$/.test(text) && Number(text) <= 65_535) return Number(text);
	throw new SmokeError(`--port must be a whole number up to 65535, not '${text}'.`);
}

function addressOf(name: string, text: string): string {
	const url = URL.canParse(text) ? new URL(text) : undefined;
	if (url === undefined || !['http:', 'https:'].includes(url.protocol)) {
		throw new SmokeError(`${name} must be an http or https address, not '${text}'.`);
	}
	return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}
