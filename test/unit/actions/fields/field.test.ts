import type { IExecuteFunctions, INodeParameters } from 'n8n-workflow';
import { collection, field, valuesOf } from '../../../../nodes/MemoriesAi/actions/fields/field';
import { requiredText, text } from '../../../../nodes/MemoriesAi/actions/fields/readers';

const word = field({ displayName: 'Word', name: 'word', type: 'string', default: '' }, text);
const needed = field(
	{ displayName: 'Needed', name: 'word', type: 'string', default: '' },
	requiredText('Enter it'),
);
const more = collection({ displayName: 'More', name: 'more' }, { word });

describe('what the fields of a run hold', () => {
	/** A run of a node with these parameters, which gives each item a value of its own, or fails at some. */
	function runWith(parameters: INodeParameters, valueFor: (itemIndex: number) => unknown) {
		const read: number[] = [];
		const getNode = jest.fn(() => ({ parameters }));
		const context = {
			getNode,
			getNodeParameter: (_name: string, itemIndex: number) => {
				read.push(itemIndex);
				return valueFor(itemIndex);
			},
		} as unknown as IExecuteFunctions;
		return { context, read, getNode };
	}

	test.each<[string, INodeParameters]>([
		['has none', {}],
		['is a text', { word: 'one = "two"' }],
	])('is read once, for all items, where the field %s', (_case, parameters) => {
		const { context, read } = runWith(parameters, String);

		expect([0, 1, 2].map((index) => valuesOf(context, index, { word }))).toEqual(
			Array(3).fill({ word: '0' }),
		);
		expect(read).toEqual([0]);
	});

	test('is read for each item where it is an expression', () => {
		const { context, getNode } = runWith({ word: '={{ $json.word }}' }, String);

		expect([0, 1].map((index) => valuesOf(context, index, { word }))).toEqual([{ word: '0' }, { word: '1' }]);
		expect(getNode).toHaveBeenCalledTimes(1);
	});

	test('is read for each item where an expression is inside', () => {
		const { context } = runWith({ more: { word: '={{ $json.word }}' } }, (index) => ({ word: `${index}` }));

		expect([0, 1].map((index) => valuesOf(context, index, { more }))).toEqual([
			{ more: { word: '0' } },
			{ more: { word: '1' } },
		]);
	});

	test('is nothing that another run holds, nor another field of the name', () => {
		const first = runWith({ word: 'a' }, () => 'a');
		const second = runWith({ word: '' }, () => '');

		expect(valuesOf(first.context, 0, { word })).toEqual({ word: 'a' });
		expect(valuesOf(second.context, 0, { word })).toEqual({ word: undefined });
		expect(() => valuesOf(second.context, 0, { needed })).toThrow("'Needed' is empty");
	});
});
