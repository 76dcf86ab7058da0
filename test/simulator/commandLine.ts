import { parseArgs } from 'node:util';
import { defaultDatalakeKey } from './datalake/keys';
import { defaultApiKey, type SimulatorOptions } from './simulator';

/** What `npm run simulator -- --help` prints. */
export const usage = `Usage: npm run simulator -- [options]

Serves the memories.ai API v1.1, v1.2 and Datalake on 127.0.0.1 until Ctrl-C. The sessions of the
Datalake's resumable uploads are on a free port beside it.

  --port <number>            TCP port, 0 for a free one (default 8686)
  --parse-after-ms <number>  processing time of a video in milliseconds (default 5000)
  --fail                     let the processing of every video fail
  --api-key <key>            the only API key to accept (default ${defaultApiKey})
  --datalake-key <key>       the same for Datalake (default ${defaultDatalakeKey})
  --help                     show this text
`;

/** What the command line asks for. */
export type Command =
	{ kind: 'help' } | { kind: 'serve'; apiKey: string; datalakeKey: string; options: SimulatorOptions };

/**
 * Reads the command line's arguments.
 *
 * @param args without the program's own name
 * @throws when an argument is unknown or not a number where it must be one
 */
export function commandOf(args: string[]): Command {
	const { values } = parseArgs({
		args,
		options: {
			port: { type: 'string', default: '8686' },
			'parse-after-ms': { type: 'string', default: '5000' },
			fail: { type: 'boolean', default: false },
			'api-key': { type: 'string', default: defaultApiKey },
			'datalake-key': { type: 'string', default: defaultDatalakeKey },
			help: { type: 'boolean', default: false },
		},
	});
	if (values.help) return { kind: 'help' };
	return {
		kind: 'serve',
		apiKey: values['api-key'],
		datalakeKey: values['datalake-key'],
		options: {
			port: wholeNumber('--port', values.port, 65_535),
			apiKeys: [values['api-key']],
			datalake: { apiKeys: [values['datalake-key']] },
			processing: {
				clock: 'real',
				parseAfterMs: wholeNumber('--parse-after-ms', values['parse-after-ms'], 2 ** 31 - 1),
				outcome: values.fail ? 'FAIL' : 'PARSE',
			},
		},
	};
}

function wholeNumber(option: string, text: string, max: number): number {
	if (!/^\d+$/.test(text) || Number(text) > max) {
		throw new Error(`${option} must be a whole number from 0 to ${max}, not '${text}'`);
	}
	return Number(text);
}
