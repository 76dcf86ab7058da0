import { Readable } from 'node:stream';
import { request, type Dispatcher } from 'undici';

/** One kind of what strangers send to a trigger's URL. */
export interface StrangersKind {
	kind: string;
	/** How many in a hundred of all calls. */
	percent: number;
	/** What follows the trigger's URL. */
	query?: string;
	/** The body of the n-th call; a list is sent piece by piece, without its length. */
	body: (index: number) => string | Buffer[];
	/** What they are to be answered. */
	status: number;
	/** Whether they are answered only when memories.ai was asked. */
	waits?: true;
}

const forgedLink = `?mai=${'A'.repeat(60)}`;
const backslashes = (bytes: number) => '{"a":"' + '\\"'.repeat(bytes / 2);

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
		query: forgedLink,
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
	{ kind: '1 MB of escaped quotes', percent: 5, body: () => backslashes(MiB - 8), status: 413 },
	{
		kind: '1 MB of escaped quotes to forged links',
		percent: 4,
		query: forgedLink,
		body: () => backslashes(MiB - 8),
		status: 413,
	},
	{
		kind: '2 MB in chunks',
		percent: 1,
		body: () => Array<Buffer>(32).fill(Buffer.alloc(MiB / 16, '[')),
		status: 413,
	},
	{ kind: 'ids of 900 KB', percent: 2, body: () => forgery('V'.repeat(900_000)), status: 413 },
];

/**
 * Sends calls of one kind.
 *
 * @param calls how many
 * @param atOnce how many are under way at a time
 * @returns how many were answered with which HTTP status
 */
export async function sendAsStrangers(
	url: string,
	{ query = '', body }: StrangersKind,
	{ calls, atOnce, dispatcher }: { calls: number; atOnce: number; dispatcher?: Dispatcher },
): Promise<Record<string, number>> {
	const answered: Record<string, number> = {};
	let begun = 0;
	const sender = async () => {
		while (begun < calls) {
			const content = body(begun++);
			const answer = await request(`${url}${query}`, {
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
