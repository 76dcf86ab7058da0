import { unwrapBrokenDataUrl, unwrapText } from '../../../../nodes/MemoriesAi/upload/file/wrapped';

const content = Buffer.from('What is inside, of some length.');
const base64 = content.toString('base64');
const unwrapped = (text: string) => {
	const { content: inside = Buffer.alloc(0), ...found } = unwrapText(text) ?? {};
	return { ...found, inside: Buffer.from(inside).toString('latin1') };
};

describe('a data URL', () => {
	test.each([
		`data:video/mp4;base64,${base64}`,
		`data:;BASE64,${base64}`,
		`data:video/mp4;codecs=avc1;base64,${base64}`,
		` "data:video/mp4;base64,${base64}"\n`,
		`'data:video/mp4;base64,${base64}'`,
	])('of base64: %s', (text) => {
		expect(unwrapped(text)).toEqual({ found: 'dataUrl', isCertain: true, inside: content.toString() });
	});

	test('of text', () => {
		expect(unwrapped('data:text/plain,a\u00fc')).toEqual({
			found: 'dataUrl',
			isCertain: true,
			inside: 'a\u00fc',
		});
	});
});

describe('digits', () => {
	test.each([
		[base64, 'base64'],
		[`"${base64}"`, 'base64'],
		[`  ${base64.slice(0, 8)}\r\n${base64.slice(8)}\n`, 'base64'],
		[content.toString('hex'), 'hex'],
		[content.toString('hex').toUpperCase(), 'hex'],
	])('%j are %s', (text, found) => {
		expect(unwrapped(text)).toEqual({ found, isCertain: false, inside: content.toString() });
	});

	test.each([
		['a'.repeat(16), true],
		['a'.repeat(15), false],
		['a!'.repeat(10), false],
	])('%s: %s', (text, isWrapped) => {
		expect(unwrapText(text) !== undefined).toBe(isWrapped);
	});

	test('in a line without end are certain, words are not', () => {
		expect(unwrapText('ab'.repeat(100))).toMatchObject({ isCertain: true });
		expect(unwrapText('ab'.repeat(99))).toMatchObject({ isCertain: false });
		expect(unwrapText(`${'ab'.repeat(50)}\n${'ab'.repeat(50)}`)).toMatchObject({ isCertain: true });
		expect(unwrapText(`${'ab'.repeat(50)} ${'ab'.repeat(50)}`)).toMatchObject({ isCertain: false });
	});
});

describe('a data URL that was decoded whole', () => {
	const decoded = (text: string) => Buffer.from(text.replace(/[^a-z0-9+/]/gi, ''), 'base64');

	test.each(['video/mp4', 'application/octet-stream', 'image/png'])('of %s', (type) => {
		const found = unwrapBrokenDataUrl(decoded(`data:${type};base64,${base64}AAAA`));

		expect(found).toMatchObject({ found: 'brokenDataUrl', isCertain: true });
		expect(Buffer.from(found?.content ?? []).toString('latin1')).toContain('What is inside');
	});

	test.each(['some text of no kind', 'data:model/gltf;base64,AAAA'])('not of %s', (text) => {
		expect(unwrapBrokenDataUrl(decoded(`${text}${base64}`))).toBeUndefined();
	});

	test('with what is inside to the last three bytes', () => {
		const url = decoded(`datavideo/mp4base64${'QUJD'.repeat(9)}Q`.padEnd(56, 'Q'));
		for (const length of [url.length, url.length - 1, url.length - 2]) {
			const inside = unwrapBrokenDataUrl(url.subarray(0, length))?.content;
			expect(Buffer.from(inside ?? []).toString('latin1')).toMatch(/^(ABC){8}/);
		}
	});
});
