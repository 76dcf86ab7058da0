import fc from 'fast-check';
import { newNonce, signingKeyOf, type LinkKind } from '../../../nodes/MemoriesAi/callback/linkToken';
import {
	MAX_LINK_LENGTH,
	mayHoldLink,
	readLink,
	signLink,
	type LinkReading,
	type LinkRequest,
} from '../../../nodes/MemoriesAi/callback/signedLink';

const DAY_MS = 24 * 60 * 60_000;
const MINUTE_MS = 60_000;
const signingKey = signingKeyOf('sk-key');
const trigger = 'https://n8n.example.com/webhook/1a2b/memories-ai';
const issuedAtMs = Date.UTC(2026, 10, 25, 12);

const request = (changes: Partial<LinkRequest> = {}): LinkRequest => ({
	url: trigger,
	reference: 'order 1',
	uniqueId: '',
	kind: 'upload',
	signingKey,
	issuedAtMs,
	nonce: '0123456789abcdef',
	...changes,
});

const sign = (changes: Partial<LinkRequest> = {}): string => {
	const link = signLink(request(changes));
	if (link.kind !== 'signed') throw new Error(`too long: ${link.length}`);
	return link.url;
};

const queryOf = (url: string) => url.slice(url.indexOf('?'));

const read = (url: string, changes: Partial<LinkReading> = {}) =>
	readLink(queryOf(url), {
		triggerUrl: trigger,
		signingKey,
		nowMs: issuedAtMs + DAY_MS,
		goodForMs: 30 * DAY_MS,
		...changes,
	});

const tokenOf = (url: string) => /mai=([\w-]+)/.exec(url)?.[1] ?? '';

/** Everything that is known of callers and of what stands between, each of which leaves a link a link. */
const WAYS: ReadonlyArray<(query: string) => string> = [
	(query) => query,
	(query) => `?${encodeURIComponent(query.slice(1))}`,
	(query) => encodeURI(query),
	(query) => query.replace(/%/g, '%25'),
	(query) => query.replace(/=/g, '%3d'),
	(query) => query.replace(/&/g, '&amp;'),
	(query) => query.replace(/&/g, ';'),
	(query) => query.replace(/%20/g, '+'),
	(query) => query.replace(/\+/g, '%20'),
	(query) => `${query}?status=PARSE`,
	(query) => `${query}&status=PARSE&a=%zz`,
	(query) => `${query}&amp;status=PARSE`,
	(query) => `${query}%26status%3DPARSE`,
	(query) => `${query},${query.slice(1)}`,
	(query) => `${query}&${query.slice(1)}`,
	(query) => `?status=PARSE&mai=&${query.slice(1)}`,
	(query) => `${query}#part`,
	(query) => `${query}/`,
];

const anyCodeUnits = fc.string({
	unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
	maxLength: 30,
});
const anyText = fc.oneof(
	anyCodeUnits,
	fc.string({ unit: 'binary', maxLength: 30 }),
	fc.string({ maxLength: 30 }),
);
const anyQuery = fc.string({
	unit: fc.constantFrom(...'abm=&;?%+,2035DdAai/:@ü-_.'.split('')),
	maxLength: 40,
});
const anyKind = fc.constantFrom<LinkKind>('upload', 'importTask');

describe('a link', () => {
	test('adds one parameter of base64url characters', () => {
		expect(sign()).toMatch(/^https:\/\/n8n\.example\.com\/webhook\/1a2b\/memories-ai\?mai=[A-Za-z0-9_-]+$/);
		expect(sign()).not.toContain('order');
	});

	test.each([
		['?a%20b=1,2', '?a%20b=1,2&mai='],
		['?a=%7e+ü&', '?a=%7e+ü&mai='],
		['?', '?mai='],
		['?a=1#part', '?a=1&mai='],
		['#part?a=1', '?mai='],
	])('leaves %s as it is', (query, expected) => {
		expect(sign({ url: trigger + query }).startsWith(trigger + expected)).toBe(true);
	});

	test('carries what it was made with, the time in seconds', () => {
		const made = { reference: 'Zoë / Müller & Söhne', uniqueId: 'team-a', kind: 'importTask' as const };

		expect(read(sign({ ...made, issuedAtMs: issuedAtMs + 999 }))).toEqual({
			...made,
			issuedAtMs,
			nonce: '0123456789abcdef',
		});
	});

	test('comes back equal, whatever the texts, the query before it and the way it took', () => {
		fc.assert(
			fc.property(
				anyText,
				anyText,
				anyQuery,
				anyKind,
				fc.array(fc.constantFrom(...WAYS), { maxLength: 3 }),
				(reference, uniqueId, query, kind, ways) => {
					const link = signLink(request({ url: `${trigger}?${query}`, reference, uniqueId, kind }));
					fc.pre(link.kind === 'signed');
					const arrived = ways.reduce((text, way) => way(text), queryOf(link.url));

					expect(mayHoldLink(arrived)).toBe(true);
					expect(read(arrived)).toEqual({
						reference,
						uniqueId,
						kind,
						issuedAtMs,
						nonce: '0123456789abcdef',
					});
				},
			),
			{ numRuns: 2_000 },
		);
	});

	test('signed once more carries the later reference', () => {
		expect(read(sign({ url: sign({ reference: 'first' }), reference: 'second' }))?.reference).toBe('second');
	});

	test('new nonces have 16 hexadecimal digits, and each another', () => {
		const nonces = Array.from({ length: 100 }, newNonce);

		expect(nonces.every((nonce) => /^[0-9a-f]{16}$/.test(nonce))).toBe(true);
		expect(new Set(nonces).size).toBe(100);
	});
});

describe('299 characters', () => {
	test.each([
		['Latin', 'x'],
		['accented', 'é'],
		['Chinese', '视'],
		['emoji', '🎬'],
		['half a pair', '\uD800'],
	])('a reference that just fits is taken, one more is refused with its room: %s', (_case, character) => {
		const link = signLink(request({ reference: character.repeat(400) }));
		if (link.kind !== 'tooLong') throw new Error('signed');
		const room = link.referenceRoom ?? -1;
		const reference = character.repeat(400).slice(0, room);

		expect(link.length).toBeGreaterThan(MAX_LINK_LENGTH);
		expect(sign({ reference }).length).toBeLessThanOrEqual(MAX_LINK_LENGTH);
		expect(read(sign({ reference }))?.reference).toBe(reference);
		expect(signLink(request({ reference: character.repeat(400).slice(0, room + 1) })).kind).toBe('tooLong');
	});

	test("are used to the last: beside n8n's usual URL fit 130 Latin letters, or 65 Chinese characters", () => {
		const url = 'https://n8n.example.com/webhook/0f5d2c6e-7a34-4b1c-9a52-5d8c1f0b7e21/memories-ai';

		for (const [character, room] of [
			['x', 130],
			['视', 65],
		] as const) {
			expect(signLink(request({ url, reference: character.repeat(200) }))).toMatchObject({
				referenceRoom: room,
			});
		}
		expect(sign({ url: `https://n8n.example.com/${'x'.repeat(227)}`, reference: 'ab' })).toHaveLength(299);
	});

	test('without room for any reference, that is said', () => {
		const full = `https://n8n.example.com/${'x'.repeat(230)}`;
		expect(sign({ url: full, reference: '' })).toHaveLength(299);
		expect(signLink(request({ url: full, reference: 'ab' }))).toMatchObject({
			length: 302,
			referenceRoom: 0,
		});

		const url = `https://n8n.example.com/${'x'.repeat(240)}`;

		expect(signLink(request({ url }))).toMatchObject({ kind: 'tooLong', referenceRoom: undefined });
		expect(signLink(request({ uniqueId: 'u'.repeat(1_000) }))).toMatchObject({
			kind: 'tooLong',
			referenceRoom: undefined,
		});
	});
});

describe('a link counts', () => {
	test.each([
		['behind a proxy that adds a prefix', 'https://hooks.example.org/apps/n8n/webhook/1a2b/memories-ai'],
		['at the Test URL', 'http://localhost:5678/webhook-test/1a2b/memories-ai'],
		['with a final slash', '/webhook/1a2b/memories-ai/'],
		['percent-encoded', '/webhook/1a2b/memories%2Dai'],
		['with a query', '/webhook/1a2b/memories-ai?a=/b/c'],
	])('%s', (_case, triggerUrl) => {
		expect(read(sign(), { triggerUrl })?.reference).toBe('order 1');
	});

	test.each([
		['at another trigger', { triggerUrl: 'https://n8n.example.com/webhook/ffff/memories-ai' }],
		['at a path with a broken escape', { triggerUrl: '/webhook/%zz/memories-ai' }],
		['with another key', { signingKey: signingKeyOf('sk-key2') }],
		['after 30 days', { nowMs: issuedAtMs + 30 * DAY_MS + 1 }],
		['an hour before it was made', { nowMs: issuedAtMs - 60 * MINUTE_MS }],
	])('not %s', (_case, changes) => {
		expect(read(sign(), changes)).toBeUndefined();
	});

	test('to its last moment, and between clocks that differ by minutes', () => {
		expect(read(sign(), { nowMs: issuedAtMs + 30 * DAY_MS })).toBeDefined();
		expect(read(sign(), { nowMs: issuedAtMs - 9 * MINUTE_MS })).toBeDefined();
		expect(read(sign(), { nowMs: issuedAtMs - 11 * MINUTE_MS })).toBeUndefined();
	});

	test('only a query with a text like a token is worth a look at the key', () => {
		for (const query of ['', '?', '?mai=', '?mai=abc', `?main=${'A'.repeat(60)}`]) {
			expect(mayHoldLink(query)).toBe(false);
		}
	});

	test('without a link nothing is read', () => {
		for (const query of ['', '?', '?mai=', '?mai=abc', `?mai=${'A'.repeat(60)}`, '?ref=a&sig=b']) {
			expect(read(query)).toBeUndefined();
		}
	});
});

describe('forgery', () => {
	const token = tokenOf(sign({ uniqueId: 'team-a' }));
	const bytes = Buffer.from(token, 'base64url');

	test('no changed bit is accepted', () => {
		for (let bit = 0; bit < bytes.byteLength * 8; bit++) {
			const changed = Buffer.from(bytes);
			changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
			expect(read(`?mai=${changed.toString('base64url')}`)).toBeUndefined();
		}
	});

	test.each([0, 1, 2])('no changed, lost or added character is accepted, with %d bytes to spare', (spare) => {
		const own = tokenOf(sign({ reference: 'r'.repeat(30 + spare) }));
		const characters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/=%& ';
		for (let at = 0; at <= own.length; at++) {
			expect(read(`?mai=${own.slice(0, at)}${own.slice(at + 1)}`)?.reference).toBe(
				at === own.length ? 'r'.repeat(30 + spare) : undefined,
			);
			for (const character of characters) {
				const changed = `?mai=${own.slice(0, at)}${character}${own.slice(at + 1)}`;
				const isUnchanged = character === own[at] || (at === own.length && !/[\w-]/.test(character));
				expect(read(changed) !== undefined).toBe(isUnchanged);
			}
		}
	});

	test('texts do not move from one field into the other', () => {
		const moved = Buffer.from(bytes);
		moved.writeUInt8(5, 13);

		expect(bytes.readUInt8(13)).toBe(6);
		expect(read(`?mai=${moved.toString('base64url')}`)).toBeUndefined();
	});

	test('the seal is 128 bits long', () => {
		const empty = Buffer.from(tokenOf(sign({ reference: '' })), 'base64url');

		expect(empty).toHaveLength(1 + 4 + 8 + 1 + 16);
	});

	test('other texts, times and nonces give another seal, with the same key', () => {
		fc.assert(
			fc.property(anyText, anyText, (one, other) => {
				fc.pre(one !== other);
				const links = [one, other].map((reference) => tokenOf(sign({ reference })));
				expect(links[0]?.slice(-20)).not.toBe(links[1]?.slice(-20));
			}),
		);
	});

	test('a valid link is found among a few forged ones, and a flood of them is not looked through', () => {
		const forged = `mai=${'A'.repeat(60)}`;

		expect(read(`?${forged}&${queryOf(sign()).slice(1)}&${forged}`)?.reference).toBe('order 1');
		expect(read(`${queryOf(sign())}&${Array<string>(100).fill(forged).join('&')}`)).toBeUndefined();
	});
});
