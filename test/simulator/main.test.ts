import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { commandOf } from './commandLine';
import { logLineOf, maskedKey } from './requestLog';
import { closeSimulators, openSimulator, send, upload } from './testClient';

afterEach(closeSimulators);

function run(...args: string[]) {
	const child = spawn(process.execPath, ['--import', 'tsx', join(__dirname, 'main.ts'), ...args]);
	return { child, exit: once(child, 'exit') as Promise<[number | null]> };
}

describe('npm run simulator', () => {
	it('serves until it is interrupted', async () => {
		const { child, exit } = run(
			'--port',
			'0',
			'--api-key',
			'sk-very-secret',
			'--datalake-key',
			'sk-mai-secret',
		);
		let output = '';
		for await (const chunk of child.stdout) {
			output += String(chunk);
			const url = /simulator at (\S+)/.exec(output)?.[1];
			if (url !== undefined && output.includes('Ctrl-C') && !child.killed) {
				const answer = await fetch(`${url}/serve/api/video/upload`, {
					method: 'POST',
					headers: { authorization: 'sk-very-secret' },
				});
				expect(await answer.json()).toMatchObject({ code: '0001' });
				const collections = await fetch(`${url}/serve/datalake/v1/collections`, {
					headers: { authorization: 'sk-mai-secret' },
				});
				expect(await collections.json()).toMatchObject({ collections: [{ name: 'videos' }] });
				child.kill('SIGINT');
			}
		}

		expect(await exit).toEqual([0, null]);
		expect(output).toMatch(/curl .*\/serve\/api\/video\/upload\n/);
		expect(output).toMatch(/curl .*\/serve\/api\/v1\/upload\n/);
		expect(output).toMatch(
			/sessions at http:\/\/127\.0\.0\.1:\d+:\n +curl .*\/serve\/datalake\/v1\/videos\n/,
		);
		expect(output).not.toMatch(/very-secret|mai-secret/);
	});

	it('says that the port is in use', async () => {
		const { url } = await openSimulator();
		const { child, exit } = run('--port', new URL(url).port);

		const [message, [code]] = await Promise.all([text(child.stderr), exit]);

		expect(code).toBe(1);
		expect(message).toMatch(/^The port is in use\. .*--port/);
	});
});

describe('the command line', () => {
	it('has defaults', () => {
		expect(commandOf([])).toEqual({
			kind: 'serve',
			apiKey: 'sk-simulator',
			datalakeKey: 'sk-mai-simulator',
			options: {
				port: 8686,
				apiKeys: ['sk-simulator'],
				datalake: { apiKeys: ['sk-mai-simulator'] },
				processing: { clock: 'real', parseAfterMs: 5000, outcome: 'PARSE' },
			},
		});
	});

	it('takes every option', () => {
		const args = ['--port', '0', '--parse-after-ms', '10', '--fail', '--api-key', 'sk-mine'];
		args.push('--datalake-key', 'sk-mai-mine');

		expect(commandOf(args)).toMatchObject({
			apiKey: 'sk-mine',
			datalakeKey: 'sk-mai-mine',
			options: {
				port: 0,
				apiKeys: ['sk-mine'],
				datalake: { apiKeys: ['sk-mai-mine'] },
				processing: { parseAfterMs: 10, outcome: 'FAIL' },
			},
		});
		expect(commandOf([...args, '--help'])).toEqual({ kind: 'help' });
	});

	it.each([
		[['--port', 'http']],
		[['--port', '65536']],
		[['--parse-after-ms', '-1']],
		[['--verbose']],
		[['extra']],
	])('refuses %j', (args) => {
		expect(() => commandOf(args)).toThrow();
	});
});

describe('the request log', () => {
	it('has a line per request, without the key', async () => {
		const lines: string[] = [];
		const simulator = await openSimulator({ onRequestEnd: (entry) => lines.push(logLineOf(entry)) });
		simulator.faults.next('upload', { kind: 'dropAfterBody', createVideo: false });

		await upload(simulator).catch(() => undefined);
		await upload(simulator);
		await send(simulator, 'GET', '/nowhere', { headers: { authorization: 'short' } });

		expect(lines).toEqual([
			'POST /serve/api/v1/upload (key sk-…or, "clip.mp4" 18 B) -> no answer aborted',
			'POST /serve/api/v1/upload (key sk-…or, "clip.mp4" 18 B) -> 200 0000',
			'GET /nowhere (key …, 0 B) -> 404',
		]);
	});

	it('masks keys', () => {
		expect(maskedKey('sk-0123456789')).toBe('sk-…89');
		expect(maskedKey('sk-01234')).toBe('…');
	});
});
