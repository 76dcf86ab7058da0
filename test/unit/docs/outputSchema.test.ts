import { outputSchema } from '../../docs/schemas/outputSchema';
import type { RealOutput } from '../../docs/contract/outputs';

const v12 = (json: RealOutput['json']): RealOutput => ({ apiVersion: 'v1.2', json });
const v11 = (json: RealOutput['json']): RealOutput => ({ apiVersion: 'v1.1', json });

test('a field of every kind has its type', () => {
	expect(outputSchema([v12({ text: 'a', number: 1, yes: true, none: null, list: [], object: {} })])).toEqual({
		type: 'object',
		properties: {
			text: { type: 'string' },
			number: { type: 'number' },
			yes: { type: 'boolean' },
			none: { type: 'null' },
			list: { type: 'array' },
			object: { type: 'object', properties: {} },
		},
	});
});

test('fields inside of objects and lists are gathered from all of them, in their order', () => {
	const schema = outputSchema([
		v12({ video: { videoNo: 'VI1' }, segments: [{ text: 'a' }, { text: 'b', speaker: 'c' }] }),
		v12({ video: { duration: 1 } }),
	]);

	expect(Object.keys(schema.properties?.video?.properties ?? {})).toEqual(['videoNo', 'duration']);
	expect(schema.properties?.segments?.items).toEqual({
		type: 'object',
		properties: { text: { type: 'string' }, speaker: { type: 'string' } },
	});
});

test('nothing is no type where there is another one, and two other types are both named', () => {
	expect(outputSchema([v12({ a: null, b: 1 }), v12({ a: 'x', b: 'x' })]).properties).toEqual({
		a: { type: 'string' },
		b: { type: ['number', 'string'] },
	});
});

test('a field that only some API versions have says which, and those inside of it do not repeat that', () => {
	const schema = outputSchema([v11({ name: 'a' }), v12({ name: 'a', video: { size: 1, tags: ['b'] } })]);

	expect(schema.properties).toEqual({
		name: { type: 'string' },
		video: {
			type: 'object',
			description: 'API v1.2 only',
			properties: {
				size: { type: 'number' },
				tags: { type: 'array', items: { type: 'string' } },
			},
		},
	});
});
