import type { JournalEntry } from './journal';

/** An API key as it may be shown: its first three and last two characters, or none of a short key. */
export function maskedKey(apiKey: string): string {
	return apiKey.length > 8 ? `${apiKey.slice(0, 3)}…${apiKey.slice(-2)}` : '…';
}

/** One line of text about a request that is over. */
export function logLineOf(entry: JournalEntry): string {
	const { method, path, headers, file, receivedBytes, answer, aborted } = entry;
	const key = headers.authorization === undefined ? 'no key' : `key ${maskedKey(headers.authorization)}`;
	const body = file === undefined ? `${receivedBytes} B` : `"${file.fileName}" ${file.bytes} B`;
	const outcome = answer === undefined ? 'no answer' : `${answer.status} ${codeOf(answer.body)}`.trimEnd();
	return [method, path, `(${key}, ${body})`, '->', outcome, ...(aborted ? ['aborted'] : [])].join(' ');
}

function codeOf(answerBody: string): string {
	return /^\{(?:"error":\{)?"code":"(\w+)"/.exec(answerBody)?.[1] ?? '';
}
