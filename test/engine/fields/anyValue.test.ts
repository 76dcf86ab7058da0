import type { IDataObject, INodeParameters, NodeParameterValueType } from 'n8n-workflow';
import { RESOURCES } from '../../../nodes/MemoriesAi/actions';
import { uploadedVideoNo } from '../../simulator/testClient';
import { hurry } from '../support/hurry';
import { byId } from '../support/parameters';
import { Stage } from '../support/stage';
import { inMemoryItem } from '../support/uploads';

const stage = Stage.forEachTest();

/** Every JSON type in its odd forms, as an earlier node's item may hold it. */
const jsonValues: Array<IDataObject['value']> = [
	...[null, true, false, 0, -1, 3.7, 1e300, 9007199254740993, '', ' ', 'text', '12', '-0.5', 'true', 'null'],
	...[
		'NaN',
		'[object Object]',
		'["a","b"]',
		'{"a":1}',
		'2024:05:01 18:30:00',
		'1714588200000',
		'🎬'.repeat(300),
	],
	...[[], [1, 'a'], [[]], [{ name: 'a' }, { name: 2 }], [null], {}, { name: 'a' }, { value: 1 }],
	...[{ __rl: true, mode: 'id', value: 5 }, { trim: 1, split: {}, length: -1 }, { toISO: 'x' }],
];

const expressions = [
	'={{ $json.value }}',
	'={{ undefined }}',
	'={{ $now }}',
	'={{ new Date(8.64e15 + 1) }}',
	'={{ [$now] }}',
];

/** What JavaScript says when code meets a value that it did not expect. */
const RAW_ERROR =
	/is not a function|is not iterable|cannot read propert|cannot convert|out of range|invalid time value|is not defined|undefined \(|unexpected token|\[object Object\]/i;

/** What a request must not hold in place of a value. */
const GARBAGE = /\[object Object\]|NaN|undefined/;

const required: INodeParameters = {
	videoNo: byId('VI1'),
	videoNos: byId('VI1'),
	query: 'goal',
	words: 'goal',
	prompt: 'What?',
	links: 'https://www.tiktok.com/@user/video/7301234567890123411',
	creator: 'https://www.tiktok.com/@user',
	hashtags: 'climbing',
	taskId: '31b0fccb',
	folderId: byId('12'),
	name: 'Interviews',
};

const cases = Object.entries(RESOURCES).flatMap(([resource, { operations }]) =>
	Object.entries(operations).flatMap(([operation, { fields }]) =>
		Object.values(fields).flatMap(({ property, parts = {} }) => [
			{ resource, operation, name: property.name, part: undefined },
			...Object.values(parts).map((part) => ({
				resource,
				operation,
				name: property.name,
				part: part.property.name,
			})),
		]),
	),
);

test.each(cases)(
	'$resource $operation $name $part takes any value, or refuses it in words',
	async (field) => {
		hurry(600);
		const { resource, operation, name, part } = field;
		await uploadedVideoNo(stage.simulator, { version: 'v1.2' });
		const options = { parseTimeout: 0.01, maxRetries: 0 };
		const parameters = (value: NodeParameterValueType): INodeParameters => ({
			...required,
			videoUrl: 'https://cdn.example.com/a.mp4',
			...(operation === 'waitUntilParsed' ? { options } : {}),
			[name]: part === undefined ? value : { ...(name === 'options' ? options : {}), [part]: value },
		});
		const tries = [
			...jsonValues.map((value) => [value, '={{ $json.value }}'] as const),
			...expressions.map((expression) => [null, expression] as const),
		];
		for (const [value, expression] of tries) {
			const item = { ...inMemoryItem(), json: { value } };
			const before = stage.simulator.journal.length;
			const run = await stage.runOn('v1.2', operation, { resource, ...parameters(expression) }, [item]);
			const {
				message = '',
				description = '',
				name: kind,
				context,
			} = { ...(run.error as FailedRun | undefined) };
			const told = `${JSON.stringify(value)} through ${expression}: ${message} ${description}`;

			// A text is repeated as it is, which is right even for this one.
			const own = typeof value === 'string' ? told.replaceAll(value, '') : told;
			expect(own).not.toMatch(RAW_ERROR);
			// Answers may repeat names that earlier values have left.
			const sent = JSON.stringify(stage.simulator.journal.slice(before), withoutAnswers);
			const isOwn = typeof value === 'string' && GARBAGE.test(value);
			if (!isOwn) expect([told, sent]).toEqual([told, expect.not.stringMatching(GARBAGE)]);
			if (run.error === undefined) continue;
			expect([told, kind]).toEqual([told, expect.stringMatching(/^Node(Operation|Api)Error$/)]);
			expect([told, context?.itemIndex]).toEqual([told, 0]);
			expect([told, faultBehind(run.error)]).toEqual([told, undefined]);
		}
	},
);

function withoutAnswers(name: string, value: unknown): unknown {
	return name === 'answer' ? undefined : value;
}

/** What an error of a run has to say. */
interface FailedRun {
	message: string;
	description?: string;
	name: string;
	context: { itemIndex?: number };
}

/** The name of a fault of ours behind an error. */
function faultBehind({ cause }: IDataObject): string | undefined {
	const name = cause instanceof Error ? cause.name : undefined;
	return name !== undefined && /^(Type|Range|Reference|Syntax)Error$/.test(name) ? name : undefined;
}
