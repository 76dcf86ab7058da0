import {
	callbackSignature,
	isCallbackSignature,
	signingKeyOf,
} from '../../../nodes/MemoriesAi/callback/signature';

const path = '/webhook/1a2b/memories-ai';
const signature = callbackSignature(signingKeyOf('sk'), path, 'order 1');

test('is 43 characters of base64url', () => {
	expect(signature).toMatch(/^[\w-]{43}$/);
});

test.each([
	['the same URL', path],
	['a trailing slash', '/webhook/1a2b/memories-ai/'],
	["n8n's test URL", '/webhook-test/1a2b/memories-ai'],
	['a proxy that adds a prefix', '/apps/n8n/webhook/1a2b/memories-ai'],
	['percent-encoding', '/webhook/1a2b/memories%2Dai'],
])('holds for %s', (_case, calledPath) => {
	expect(isCallbackSignature(signature, signingKeyOf('sk'), calledPath, 'order 1')).toBe(true);
});

test.each([
	['another trigger', 'sk', '/webhook/ffff/memories-ai', 'order 1', signature],
	['another reference', 'sk', path, 'order 2', signature],
	['another key', 'sk2', path, 'order 1', signature],
	['a signature cut short', 'sk', path, 'order 1', signature.slice(0, -1)],
	[
		'a changed signature',
		'sk',
		path,
		'order 1',
		signature.replace(/^./, (first) => (first === 'A' ? 'B' : 'A')),
	],
	['no signature', 'sk', path, 'order 1', ''],
	['a path with a broken escape', 'sk', '/webhook/%zz/memories-ai', 'order 1', signature],
])('does not hold for %s', (_case, key, calledPath, reference, received) => {
	expect(isCallbackSignature(received, signingKeyOf(key), calledPath, reference)).toBe(false);
});
