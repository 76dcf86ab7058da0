/** Digits that are packed together; more stay as they are. */
const MAX_PACKED_DIGITS = 40;
/** Shorter ends of ids are taken for words when there are letters in them. */
const MIN_HEX_DIGITS = 16;
const SIGNS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_';
const BITS_A_SIGN = 6n;

/** In front of the distances between hexadecimal numbers. */
const HEX_MARK = 'x:';

/**
 * Writes ids in little room: sorted, the digits at their end as the distance from the id before, whatever stands in front
 * of them once for all. Two thousand ids of 18 digits take some 20 KB, of 32 hexadecimal ones some 42 KB.
 */
export function packIds(ids: Iterable<string>): string {
	const numbersByFront = new Map<string, Array<bigint | undefined>>();
	for (const id of ids) {
		const { front, isHex, digits } = split(id);
		const key = `${encodeURIComponent(front)}:${isHex ? HEX_MARK : ''}`;
		const numbers = numbersByFront.get(key) ?? [];
		numbersByFront.set(key, numbers);
		numbers.push(digits === '' ? undefined : BigInt(isHex ? `0x${digits}` : digits));
	}
	return [...numbersByFront].map(([key, numbers]) => `${key}${distances(numbers).join('.')}`).join(' ');
}

/** The ids that were packed, sorted within those with the same front. */
export function unpackIds(packed: string): string[] {
	return packed
		.split(' ')
		.filter((group) => group !== '')
		.flatMap((group) => {
			const [front = '', ...rest] = group.split(':');
			const radix = rest.length > 1 ? 16 : 10;
			const list = rest.at(-1) ?? '';
			let last = 0n;
			return list.split('.').map((distance) => {
				if (distance === '') return decodeURIComponent(front);
				last += numberFrom(distance);
				return `${decodeURIComponent(front)}${last.toString(radix)}`;
			});
		});
}

/** An id's last digits, without zeros before them, and what stands in front of these; no digits where it ends otherwise. */
function split(id: string): { front: string; isHex: boolean; digits: string } {
	const hexStart = startOfTail(id, /[\da-f]/);
	const isHex = id.length - hexStart >= MIN_HEX_DIGITS && /[a-f]/.test(id.slice(hexStart));
	let start = isHex ? hexStart : startOfTail(id, /\d/);
	while (id.charAt(start) === '0') start++;
	return { front: id.slice(0, start), isHex, digits: id.slice(start) };
}

function startOfTail(id: string, digit: RegExp): number {
	let start = id.length;
	while (start > 0 && id.length - start < MAX_PACKED_DIGITS && digit.test(id.charAt(start - 1))) start--;
	return start;
}

function distances(group: ReadonlyArray<bigint | undefined>): string[] {
	const numbers = group.filter((number) => number !== undefined);
	numbers.sort((one, other) => (one < other ? -1 : 1));
	const packed = numbers.map((number, index) => textOf(number - (numbers[index - 1] ?? 0n)));
	return numbers.length === group.length ? packed : ['', ...packed];
}

function textOf(number: bigint): string {
	let text = '';
	for (let rest = number; rest > 0n; rest >>= BITS_A_SIGN) {
		text = SIGNS.charAt(Number(BigInt.asUintN(Number(BITS_A_SIGN), rest))) + text;
	}
	return text === '' ? SIGNS.charAt(0) : text;
}

function numberFrom(distance: string): bigint {
	let number = 0n;
	for (const sign of distance) number = (number << BITS_A_SIGN) + BigInt(SIGNS.indexOf(sign));
	return number;
}
