import { prepareCallback, type CallbackRequest } from '../../../nodes/MemoriesAi/callback/callbackUrl';
import { signingKeyOf } from '../../../nodes/MemoriesAi/callback/linkToken';
import { readLink } from '../../../nodes/MemoriesAi/callback/signedLink';
import { UserError } from '../../../nodes/MemoriesAi/texts/UserError';

const production = 'https://n8n.example.com/webhook/1a2b/memories-ai';

const prepare = (changes: Partial<CallbackRequest> = {}) =>
	prepareCallback({
		url: production,
		kind: 'upload',
		reference: '',
		uniqueId: '',
		apiKey: undefined,
		apiBaseUrl: 'https://api.memories.ai',
		...changes,
	});

const read = (url: string) =>
	readLink(url, {
		triggerUrl: production,
		signingKey: signingKeyOf('sk'),
		nowMs: Date.now(),
		goodForMs: 60_000,
	});

const refusalOf = (changes: Partial<CallbackRequest>): UserError => {
	try {
		prepare(changes);
	} catch (error) {
		if (error instanceof UserError) return error;
	}
	throw new Error('not refused');
};

test('an unsigned URL stays as it is', () => {
	expect(prepare()).toEqual({ url: production, secret: '' });
	expect(prepare({ url: ' https://N8N.example.com/webhook/1 ' }).url).toBe(
		'https://N8N.example.com/webhook/1',
	);
	expect(prepare({ url: `  ${production}?a=1,2&b=x%20y#z ` }).url).toBe(`${production}?a=1,2&b=x%20y#z`);
});

test('a signed one has one parameter more, which carries what it was made with and is the secret of it', () => {
	const before = Date.now();
	const url = `${production}?a%20b=1,2&c=%2b`;
	const made = { kind: 'importTask', reference: 'a & ü', uniqueId: 'team-a' } as const;
	const { url: signed, secret } = prepare({ url, ...made, apiKey: 'sk' });

	expect(signed).toBe(`${url}&mai=${secret}`);
	const { issuedAtMs = 0, nonce, ...carried } = read(signed) ?? {};
	expect(carried).toEqual(made);
	expect(issuedAtMs).toBeGreaterThan(before - 1_000);
	expect(issuedAtMs).toBeLessThanOrEqual(Date.now());
	expect(nonce).not.toBe(read(prepare({ apiKey: 'sk' }).url)?.nonce);
});

test('what no URL may hold is encoded', () => {
	expect(prepare({ url: 'https://n8n.example.com/webhook/ü?a=b c' }).url).toBe(
		'https://n8n.example.com/webhook/%C3%BC?a=b%20c',
	);
});

test.each<[string, string, RegExp, RegExp?]>([
	['words', 'my webhook', /is not a web address/, /^Paste the Production URL of a Memories.ai Trigger node/],
	['another scheme', 'ftp://example.com/x', /is not a web address/],
	['localhost', 'http://localhost:5678/webhook/x', /points to localhost/, /set WEBHOOK_URL on your n8n/],
	['loopback', 'http://127.0.0.1:5678/webhook/x', /points to 127.0.0.1/],
	['a private address', 'http://192.168.1.20/webhook/x', /points to 192.168.1.20/],
	['a container name', 'http://n8n:5678/webhook/x', /points to n8n/],
	[
		'a workflow in the editor',
		'https://n8n.example.com/workflow/AbCdEf1234567890',
		/address of n8n's editor/,
	],
	['a node in the editor', 'https://n8n.example.com/n8n/workflow/AbCdEf1234567890/1a2b3c', /n8n's editor/],
	['a list in the editor', 'https://n8n.example.com/home/workflows', /n8n's editor/],
	[
		'a folder in the editor',
		'https://n8n.example.com/projects/AbCdEf123/folders/AbCdEf123/workflows',
		/n8n's editor/,
	],
	['a new workflow in the editor', 'https://n8n.example.com/workflow/new', /n8n's editor/],
	['a login', 'https://n8n.example.com/signin?redirect=x', /n8n's editor/, /under 'Webhook URLs'$/],
	['two addresses', `${production}, ${production}`, /has more than one address/, /^memories.ai calls one\./],
	[
		'a Test URL',
		'https://n8n.example.com/webhook-test/1a2b/memories-ai',
		/is a Test URL/,
		/^Copy the Production URL .* activate its workflow/,
	],
	[
		'300 characters',
		`https://example.com/${'x'.repeat(280)}`,
		/is 300 characters long/,
		/takes up to 299. Use a shorter URL$/,
	],
])('%s is refused', (_case, url, message, cure = /./) => {
	expect(refusalOf({ url })).toMatchObject({
		message: expect.stringMatching(message) as string,
		cure: expect.stringMatching(cure) as string,
	});
});

test('299 characters are taken', () => {
	expect(prepare({ url: `https://example.com/${'x'.repeat(279)}` }).url).toHaveLength(299);
});

describe('a signed URL that is too long is refused with the length of the reference that fits:', () => {
	test('some', () => {
		const { message, cure } = refusalOf({ reference: 'x'.repeat(200), apiKey: 'sk' });
		const room = Number(/to (\d+) characters/.exec(cure)?.[1]);

		expect(message).toMatch(/^'Callback URL' is 3\d\d characters long with its signature/);
		expect(cure).toMatch(/^memories\.ai takes up to 299\. Shorten 'Reference' to \d+ characters/);
		expect(prepare({ reference: 'x'.repeat(room), apiKey: 'sk' }).url.length).toBeLessThanOrEqual(299);
		expect(() => prepare({ reference: 'x'.repeat(room + 1), apiKey: 'sk' })).toThrow(UserError);
	});

	test.each([
		['none', 230, 'ab', "Leave 'Reference' empty, or use a shorter URL"],
		['not even none', 240, '', 'Use a shorter URL'],
	])('%s', (_case, length, reference, cure) => {
		const url = `https://n8n.example.com/${'x'.repeat(length)}`;

		expect(refusalOf({ url, reference, apiKey: 'sk' }).cure).toBe(`memories.ai takes up to 299. ${cure}`);
	});
});

test('public addresses that look like private ones are taken', () => {
	for (const host of ['172.32.0.1', '10.example.com', 'n8n.example.com', '127.example.org', '11.0.0.1']) {
		expect(() => prepare({ url: `https://${host}/webhook/x` })).not.toThrow();
	}
});

test('what stands behind /webhook/ is the trigger’s own path', () => {
	const url = 'https://n8n.example.com/webhook/workflow/AbCdEf1234567890';

	expect(prepare({ url }).url).toBe(url);
});

test('a local API may call a local n8n, and its Test URL', () => {
	const url = 'http://localhost:5678/webhook-test/x';

	expect(prepare({ url, apiBaseUrl: 'http://127.0.0.1:4000' }).url).toBe(url);
});
