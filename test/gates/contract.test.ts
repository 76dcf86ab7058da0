import { contractWith, currentOutputs, type Contract } from '../docs/contract/contract';
import type { RealOutputs } from '../docs/contract/outputs';
import { changesOf, recordedContract } from '../docs/contract/recordedContract';
import { outputSchemas, readSchemaFiles } from '../docs/schemas/schemaFiles';
import { projectFolder } from '../n8n/packProject';

let outputs: RealOutputs;
let current: Contract;

beforeAll(async () => {
	outputs = await currentOutputs();
	current = contractWith(outputs);
});

test('names, types, defaults and values that users’ workflows hold on to are those that were decided on', () => {
	const changes = changesOf(recordedContract(), current);

	if (changes.length > 0) {
		throw new Error(
			[
				'The contract has changed. It lives in users’ saved workflows, so a change of it is a decision that belongs in',
				'CHANGELOG.md. Write it there, then record it with "npm run docs".',
				...changes.map((change) => `  ${change}`),
			].join('\n'),
		);
	}
});

test('a change of any kind is found', () => {
	const { parameters, outputs } = structuredClone(current);
	const changed = parameters['memoriesAi video:upload options.maxRetries'];
	if (changed === undefined) throw new Error('The parameter that this test changes is gone');
	changed.default = 5;
	const [event] = outputs.eventNames.splice(0, 1);
	outputs.event.push('colour');
	const output = outputs.operations['video:get']?.shift();

	expect(changesOf(current, { parameters, outputs })).toEqual([
		`gone     output of video:get ${output}`,
		`gone     event ${event}`,
		'changed  parameter memoriesAi video:upload options.maxRetries: {"type":"number","default":3} -> {"type":"number","default":5}',
		'new      field of the event colour',
	]);
});

test('the output schemas that n8n shows before the first run are what came out; "npm run docs" writes them', () => {
	expect(readSchemaFiles(projectFolder)).toEqual(outputSchemas(outputs));
});
