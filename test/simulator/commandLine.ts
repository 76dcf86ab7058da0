import { parseArgs } from 'node:util';
import { defaultApiKey, type SimulatorOptions } from './simulator';

/** What `npm run simulator -- --help` prints. */
export const usage = `Usage: npm run simulator -- [options]

Serves the memories.ai API v1.1 and v1.2 on 127.0.0.1 until Ctrl-C.

  --port <number>            TCP port, 0 for a free one (default 8686)
  --parse-after-ms <number>  processing time of a video in milliseconds (default 5000)
  --fail                     let the processing of every video fail
  --api-key <key>            the only API key to accept (default ${defaultApiKey})
  --help                     show this text
`;

/** What the command line asks for. */
export type Command = { kind: 'help' } | { kind: 'serve'; apiKey: string; options: SimulatorOptions };

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
			help: { type: 'boolean', default: false },
		},
	});
	if (values.help) return { kind: 'help' };
	return {
		kind: 'serve',
		apiKey: values['api-key'],
		options: {
			port: wholeNumber('--port', values.port, 65_535),
			apiKeys: [values['api-key']],
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
