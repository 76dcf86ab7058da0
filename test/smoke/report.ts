import { Cleaner } from './cleaning';
import { differences, shapeOf } from './shapes';
import type { Recording } from './steps';

/** An answer that may be published. */
export interface CleanAnswer {
	method: string;
	/** With stand-ins for ids. */
	path: string;
	status: number;
	contentType: string;
	body: unknown;
}

/** The answers of a recording, cleaned; of those to one path that look alike, the last. */
export function cleanAnswers(recording: Recording, secrets: readonly string[]): CleanAnswer[] {
	const cleaner = new Cleaner(recording.own, secrets);
	const answers = new Map<string, CleanAnswer>();
	for (const { method, path, status, contentType, body } of recording.answers) {
		const answer = {
			method,
			path: cleaner.cleanPath(path),
			status,
			contentType,
			body: cleaner.clean(body),
		};
		const looks = [...shapeOf([answer.body])].map(([place, types]) => [place, ...types].join()).join(' ');
		answers.set([placeOf(answer), status, looks].join(' '), answer);
	}
	for (const { method, contentType, body } of recording.calls) {
		const answer = { method, path: '/callback', status: 200, contentType, body: cleaner.clean(body) };
		answers.set(`callback ${JSON.stringify(answer.body)}`, answer);
	}
	return [...answers.values()];
}

/**
 * What differs between what memories.ai did and what the package expects, a line each.
 *
 * @param expected the same steps with the simulator
 */
export function differencesBetween(expected: Recording, found: Recording): string[] {
	const [wanted, came] = [expected, found].map((recording) => byPlace(cleanAnswers(recording, [])));
	const lines = [...(wanted ?? [])].flatMap(([place, answers]) => {
		const others = came?.get(place);
		if (others === undefined) return [`${place}: not asked for, or not answered`];
		return [
			...headDifferences(answers, others),
			...differences(shapeOf(answers.map(({ body }) => body)), shapeOf(others.map(({ body }) => body))),
		].map((line) => `${place}: ${line}`);
	});
	const more = [...(came?.keys() ?? [])].filter((place) => !wanted?.has(place));
	// What Wait Until Parsed gives depends on the moment; Get gives the same a moment later.
	const steps = Object.entries(expected.outputs).filter(([step]) => step !== 'Wait Until Parsed');
	const outputs = steps.flatMap(([step, items]) =>
		differences(shapeOf(items), shapeOf(found.outputs[step] ?? [])).map(
			(line) => `Output of ${step}: ${line}`,
		),
	);
	return [...lines, ...more.map((place) => `${place}: the package asked for this besides`), ...outputs];
}

/** Where an answer came from, whatever video it is about. */
export function placeOf({ method, path }: Pick<CleanAnswer, 'method' | 'path'>): string {
	return `${method} ${path.replace(/\b(vid|op|col)_\w+/g, '{id}')}`;
}

function byPlace(answers: readonly CleanAnswer[]): Map<string, CleanAnswer[]> {
	const places = new Map<string, CleanAnswer[]>();
	for (const answer of answers) {
		const place = placeOf(answer);
		places.set(place, [...(places.get(place) ?? []), answer]);
	}
	return places;
}

function headDifferences(expected: readonly CleanAnswer[], found: readonly CleanAnswer[]): string[] {
	const valuesOf = (answers: readonly CleanAnswer[], of: (answer: CleanAnswer) => string) =>
		[...new Set(answers.map(of))].sort().join(', ');
	const compared: Array<[string, (answer: CleanAnswer) => string]> = [
		['HTTP status', ({ status }) => String(status)],
		['content type', ({ contentType }) => contentType.split(';')[0] ?? ''],
	];
	return compared.flatMap(([name, of]) => {
		const [wanted, came] = [valuesOf(expected, of), valuesOf(found, of)];
		return wanted === came ? [] : [`${name} ${came} instead of ${wanted}`];
	});
}
