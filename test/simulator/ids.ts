import { randomInt, randomUUID } from 'node:crypto';

/** Where new ids come from; tests that need known ids pass their own. */
export interface IdSource {
	/** 18 decimal digits, the tail of a video number. */
	digits18(): string;
	/** 32 hexadecimal digits, a video name or request id. */
	hex32(): string;
}

/** Random ids; the first digit of a video number is never 0, as in every documented example. */
export const randomIds: IdSource = {
	digits18: () => `${randomInt(1e8, 1e9)}${String(randomInt(1e9)).padStart(9, '0')}`,
	hex32: () => randomUUID().replaceAll('-', ''),
};
