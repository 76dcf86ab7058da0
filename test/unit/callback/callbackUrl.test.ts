import { prepareCallbackUrl, type CallbackRequest } from '../../../nodes/MemoriesAi/callback/callbackUrl';
import { isCallbackSignature, signingKeyOf } from '../../../nodes/MemoriesAi/callback/signature';

const production = 'https://n8n.example.com/webhook/1a2b/memories-ai';

const prepare = (changes: Partial<CallbackRequest> = {}) =>
	prepareCallbackUrl({
		url: production,
		reference: '',
		signingKey: undefined,
		apiBaseUrl: 'https://api.memories.ai',
		...changes,
	});

test('without reference and signature the URL stays as it is', () => {
	expect(prepare()).toBe(production);
	expect(prepare({ url: `  ${production}?a=1&b=x%20y ` })).toBe(`${production}?a=1&b=x%20y`);
});

test('reference and signature join what the URL already has', () => {
	const url = new URL(
		prepare({
			url: 'https://n8n.example.com/webhook-waiting/42?signature=abc%2Bd',
			reference: 'a & b',
			signingKey: 'sk',
		}),
	);

	expect([...url.searchParams.keys()]).toEqual(['signature', 'mai_ref', 'mai_sig']);
	expect(url.searchParams.get('signature')).toBe('abc+d');
	expect(url.searchParams.get('mai_ref')).toBe('a & b');
	expect(
		isCallbackSignature(url.searchParams.get('mai_sig') ?? '', signingKeyOf('sk'), url.pathname, 'a & b'),
	).toBe(true);
});

test.each([
	['words', 'my webhook', /is not a web address/],
	['another scheme', 'ftp://example.com/x', /is not a web address/],
	['localhost', 'http://localhost:5678/webhook/x', /points to localhost/],
	['loopback', 'http://127.0.0.1:5678/webhook/x', /points to 127.0.0.1/],
	['a private address', 'http://192.168.1.20/webhook/x', /points to 192.168.1.20/],
	['a container name', 'http://n8n:5678/webhook/x', /points to n8n/],
	['a Test URL', 'https://n8n.example.com/webhook-test/1a2b/memories-ai', /is a Test URL/],
	['300 characters', `https://example.com/${'x'.repeat(280)}`, /is 300 characters long/],
])('%s is refused', (_case, url, message) => {
	expect(() => prepare({ url })).toThrow(message);
});

test('299 characters are taken', () => {
	expect(prepare({ url: `https://example.com/${'x'.repeat(279)}` })).toHaveLength(299);
});

test('public addresses that look like private ones are taken', () => {
	for (const host of ['172.32.0.1', '10.example.com', 'n8n.example.com', '127.example.org', '11.0.0.1']) {
		expect(() => prepare({ url: `https://${host}/webhook/x` })).not.toThrow();
	}
});

test('a local API may call a local n8n, and its Test URL', () => {
	const url = 'http://localhost:5678/webhook-test/x';

	expect(prepare({ url, apiBaseUrl: 'http://127.0.0.1:4000' })).toBe(url);
});
