import { commandOf } from '../../smoke/commandLine';
import { announcement } from '../../smoke/smoke';

const key = { MEMORIES_API_KEY: ' sk-mavi-1 ' };

test('the key is all that is needed', () => {
	expect(commandOf([], key)).toEqual({
		kind: 'run',
		apiKey: 'sk-mavi-1',
		baseUrl: 'https://api.memories.ai',
		callback: undefined,
		out: 'test/fixtures/live',
	});
});

test('an address for callbacks, and the port that it leads to', () => {
	const environment = { ...key, MEMORIES_CALLBACK_BASE_URL: 'https://tunnel.example.com/' };

	expect(commandOf(['--port', '8080'], environment)).toMatchObject({
		callback: { baseUrl: 'https://tunnel.example.com', port: 8080 },
	});
});

test.each([
	[[], {}, 'Set MEMORIES_API_KEY'],
	[['--port', 'x'], { ...key, MEMORIES_CALLBACK_BASE_URL: 'https://a.example' }, '--port must be'],
	[[], { ...key, MEMORIES_BASE_URL: 'api.memories.ai' }, 'MEMORIES_BASE_URL must be'],
	[['--all'], key, '--all'],
])('%j with %j is refused', (args, environment, message) => {
	expect(() => commandOf(args, environment)).toThrow(message);
});

test('--help needs no key', () => {
	expect(commandOf(['--help'], {})).toEqual({ kind: 'help' });
});

test.each([
	['sk-mavi-1', 'below 1 US cent'],
	['sk-mai-1', 'below 4 US cents'],
])('a key %s: what it costs is said, the key is not', (apiKey, cost) => {
	const text = announcement({ apiKey, baseUrl: 'https://api.memories.ai', callback: undefined, out: '' });

	expect(text).toContain(cost);
	expect(text).not.toContain(apiKey);
});
