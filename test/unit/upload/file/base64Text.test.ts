import { base64In } from '../../../../nodes/MemoriesAi/upload/file/base64Text';

const bytes = Buffer.from(Array.from({ length: 300 }, (_, index) => (index * 37) % 256));
const base64 = bytes.toString('base64');
const wrapped = (columns: number, end: string) =>
	base64.replace(new RegExp(`.{${columns}}`, 'g'), `$&${end}`);

test.each([
	['plain', base64],
	['wrapped at 76 columns', wrapped(76, '\r\n')],
	['wrapped at 64 columns', `${wrapped(64, '\n')}\n`],
	['URL-safe', bytes.toString('base64url')],
	['a data URL', `data:video/mp4;base64,${base64}`],
	['a data URL with parameters', `data:video/mp4;codecs=avc1;base64,${base64}`],
	['with blanks around it', `  ${base64} `],
])('%s is read', (_case, data) => {
	expect(Buffer.from(base64In({ data, mimeType: 'video/mp4' }), 'base64').equals(bytes)).toBe(true);
});

test('an empty text is an empty file', () => {
	expect(base64In({ data: '' })).toBe('');
});

test.each([
	['no data', { mimeType: 'video/mp4' }, /no content that n8n can read/],
	['a Buffer as JSON', { data: { type: 'Buffer', data: [1, 2] } }, /no content that n8n can read/],
	['a text in place of the binary', 'AAAA', /no content that n8n can read/],
	['null', null, /no content that n8n can read/],
	['words', { data: 'Access denied. You do not have permission.' }, /is not base64/],
	['an object as text', { data: '[object Object]' }, /is not base64/],
])('%s is refused', (_case, binary, message) => {
	expect(() => base64In(binary)).toThrow(message);
});

test('the head of a data URL is looked for in time that does not grow with the text', () => {
	expect(() => base64In({ data: `data:${'a;base64'.repeat(200_000)}` })).toThrow(/is not base64/);
});

test.each(['\n', '\r', ' ', '\t'])('base64 with %j in it is read without', (blank) => {
	expect(base64In({ data: `QUJD${blank}REVG` })).toBe('QUJDREVG');
});

test.each([
	[undefined, /^A Code node may have made it by hand/],
	[{ data: 'no base64!' }, /^A Code node may have put text into 'data'/],
])('a file that is none comes with the way out: %j', (binary, cure) => {
	expect(() => base64In(binary)).toThrow(
		expect.objectContaining({ cure: expect.stringMatching(cure) as string }) as Error,
	);
});

test('only the beginning is checked: reading tells of the rest', () => {
	expect(base64In({ data: `${'A'.repeat(4_096)}!` })).toHaveLength(4_097);
	expect(() => base64In({ data: `${'A'.repeat(4_095)}!` })).toThrow('is not base64');
});
