import path from 'node:path';
import { RESOURCES } from '../../nodes/MemoriesAi/actions';
import type { Fields } from '../../nodes/MemoriesAi/actions/fields/field';
import type { Operation } from '../../nodes/MemoriesAi/actions/operation';
import { API_VERSIONS, nameOfApi, type ApiVersion } from '../../nodes/MemoriesAi/api/vocabulary/apiVersion';
import { projectFolder } from '../n8n/packProject';
import { withGeneratedPart } from './generatedPart';

/** The page that has the table. */
export const operationsPage = path.join(projectFolder, 'docs', 'operations.md');

/**
 * A document with the table of operations and API versions as the code has it.
 *
 * @throws when the document has no place marked for it
 */
export function withOperationTable(document: string): string {
	return withGeneratedPart(document, 'operations', 'npm run docs', operationTable());
}

function operationTable(): string[] {
	const rows = Object.values(RESOURCES).flatMap(({ option: resource, operations }) =>
		Object.values(operations).map((operation) => [
			`${resource.name} → **${operation.option.name}**`,
			operation.option.description ?? '',
			...API_VERSIONS.map((version) => support(operation, version)),
		]),
	);
	const versions = API_VERSIONS.map((version) =>
		version === 'datalake' ? nameOfApi(version) : `API ${nameOfApi(version)}`,
	);
	return [['Operation', 'Does', ...versions], ['---', '---', ...versions.map(() => '---')], ...rows].map(
		(cells) => `| ${cells.join(' | ')} |`,
	);
}

/** Whether a generation has an operation, and what of its fields it lacks. */
function support({ apiVersions = API_VERSIONS, fields }: Operation, version: ApiVersion): string {
	if (!apiVersions.includes(version)) return 'no';
	const lacking = unknownTo(version, fields);
	return lacking.length === 0 ? 'yes' : `yes, without ${lacking.join(', ')}`;
}

function unknownTo(version: ApiVersion, fields: Fields): string[] {
	return Object.values(fields).flatMap(({ property, apiVersions, valueApiVersions = {}, parts = {} }) => {
		const values = (property.options ?? []).filter(
			(option) => 'value' in option && valueApiVersions[String(option.value)]?.includes(version) === false,
		);
		return [
			...(apiVersions?.includes(version) === false ? [property.displayName] : []),
			...values.map(({ name }) => `${property.displayName}: ${name}`),
			...unknownTo(version, parts),
		];
	});
}
