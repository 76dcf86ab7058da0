import { Readable } from 'node:stream';
import { request, type Dispatcher } from 'undici';

/** One kind of what strangers send to a trigger's URL. */
export interface StrangersKind {
	kind: string;
	/** How many in a hundred of all calls. */
	percent: number;
	/** Where they are sent: to the trigger's URL as it is, with a made-up link, or to a link that has leaked. */
	link?: 'forged' | 'leaked';
	/** The body of the n-th call; a list is sent piece by piece, without its length. */
	body: (index: number) => string | Buffer[];
	/** What they are to be answered. */
	status: number;
	/** Whether they are answered only when memories.ai was asked. */
	waits?: true;
}

const forgedLink = `?mai=${'A'.repeat(60)}`;
const backslashes = (bytes: number) => '{"a":"' + '\\"'.repeat(bytes / 2);

/** JSON with as many names as the trigger reads, none of them one that it knows, and with long texts. */
function manyNames(bytes: number): string {
	const names = Array.from({ length: 14_000 }, (_, index) => `"n${index}":${index}`).join();
	return `{${names},"text":"${'x'.repeat(bytes - names.length - 12)}"}`;
}

/** A callback as memories.ai sends it. */
export function forgery(videoNo: string): string {
	return JSON.stringify({ videoNo, status: 'PARSE' });
}

const MiB = 2 ** 20;

/** Junk, forgeries and what is made to cost time, up to 2 MB: mostly small. */
export const strangersKinds: readonly StrangersKind[] = [
	{ kind: 'no JSON', percent: 22, body: () => 'not json', status: 400 },
	{ kind: 'JSON of something else', percent: 15, body: () => '{"hello":"world"}', status: 400 },
	{ kind: '16 KB of escaped quotes', percent: 8, body: () => backslashes(16_000), status: 400 },
	{ kind: '16 KB of brackets', percent: 5, body: () => '['.repeat(16_000), status: 400 },
	{
		kind: 'forged links',
		percent: 22,
		link: 'forged',
		body: (index) => forgery(`VI97-${index % 10}`),
		status: 403,
	},
	{
		kind: 'a hundred made-up videos',
		percent: 15,
		body: (index) => forgery(`VI98-${index % 100}`),
		status: 403,
	},
	{
		kind: 'made-up videos without end',
		percent: 1,
		body: (index) => forgery(`VI99-${index}`),
		status: 403,
		waits: true,
	},
	{ kind: '1 MB of escaped quotes', percent: 3, body: () => backslashes(MiB - 8), status: 413 },
	{
		kind: '1 MB of escaped quotes to forged links',
		percent: 3,
		link: 'forged',
		body: () => backslashes(MiB - 8),
		status: 413,
	},
	{
		kind: '1 MB of escaped quotes to a leaked link',
		percent: 1,
		link: 'leaked',
		body: () => backslashes(MiB - 8),
		status: 400,
	},
	{
		kind: '1 MB of empty objects to a leaked link',
		percent: 1,
		link: 'leaked',
		body: () => `[${'{},'.repeat(MiB / 3 - 2)}{}]`,
		status: 400,
	},
	{
		kind: '1 MB with 14,000 names to a leaked link',
		percent: 1,
		link: 'leaked',
		body: () => manyNames(MiB),
		status: 400,
	},
	{
		kind: '2 MB in chunks',
		percent: 1,
		body: () => Array<Buffer>(32).fill(Buffer.alloc(MiB / 16, '[')),
		status: 413,
	},
	{ kind: 'ids of 900 KB', percent: 2, body: () => forgery('V'.repeat(900_000)), status: 413 },
];

/** What strangers know of a trigger. */
export interface KnownAddress {
	url: string;
	/** The URL with the signature of an upload. */
	leakedLink: string;
}

/**
 * Sends calls of one kind.
 *
 * @param calls how many
 * @param atOnce how many are under way at a time
 * @returns how many were answered with which HTTP status
 */
export async function sendAsStrangers(
	{ url, leakedLink }: KnownAddress,
	{ link, body }: StrangersKind,
	{ calls, atOnce, dispatcher }: { calls: number; atOnce: number; dispatcher?: Dispatcher },
): Promise<Record<string, number>> {
	const address = link === 'leaked' ? leakedLink : `${url}${link === 'forged' ? forgedLink : ''}`;
	const answered: Record<string, number> = {};
	let begun = 0;
	const sender = async () => {
		while (begun < calls) {
			const content = body(begun++);
			const answer = await request(address, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: typeof content === 'string' ? content : Readable.from(content),
				...(dispatcher && { dispatcher }),
			});
			await answer.body.dump();
			answered[answer.statusCode] = (answered[answer.statusCode] ?? 0) + 1;
		}
	};
	await Promise.all(Array.from({ length: atOnce }, sender));
	return answered;
}
