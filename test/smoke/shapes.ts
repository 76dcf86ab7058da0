/** What stands at each place of some JSON values, such as `data.videos[].size`: the types seen there. */
export type Shape = ReadonlyMap<string, ReadonlySet<string>>;

/** The shape of several values taken together. */
export function shapeOf(values: readonly unknown[]): Shape {
	const shape = new Map<string, Set<string>>();
	for (const value of values) addTo(shape, '', value);
	return shape;
}

function addTo(shape: Map<string, Set<string>>, place: string, value: unknown): void {
	const types = shape.get(place) ?? new Set();
	shape.set(place, types.add(typeOf(value)));
	if (Array.isArray(value)) {
		for (const entry of value) addTo(shape, `${place}[]`, entry);
	} else if (typeof value === 'object' && value !== null) {
		for (const [name, inner] of Object.entries(value))
			addTo(shape, place === '' ? name : `${place}.${name}`, inner);
	}
}

function typeOf(value: unknown): string {
	if (value === null) return 'null';
	if (Array.isArray(value)) return 'a list';
	return (
		{ string: 'text', number: 'a number', boolean: 'true or false', object: 'an object' }[
			typeof value as string
		] ?? typeof value
	);
}

/**
 * In words, what one shape has and another has not.
 *
 * @param expected what the package is made for
 * @param found what came
 */
export function differences(expected: Shape, found: Shape): string[] {
	const lines: string[] = [];
	for (const [place, types] of expected) {
		const came = found.get(place);
		if (came === undefined) {
			// Inside of what is missing or empty, everything is.
			if (found.has(parentOf(place))) lines.push(`${named(place)} is missing`);
		} else if (![...came].every((type) => types.has(type))) {
			lines.push(`${named(place)} is ${[...came].join(' or ')} instead of ${[...types].join(' or ')}`);
		}
	}
	for (const [place, types] of found) {
		if (!expected.has(place) && expected.has(parentOf(place))) {
			lines.push(`${named(place)} is new: ${[...types].join(' or ')}`);
		}
	}
	return lines;
}

function parentOf(place: string): string {
	return place.endsWith('[]') ? place.slice(0, -2) : place.slice(0, Math.max(0, place.lastIndexOf('.')));
}

function named(place: string): string {
	return place === '' ? 'The whole' : `'${place}'`;
}
