import { RESOURCES } from '../../nodes/MemoriesAi/actions';
import { API_VERSIONS } from '../../nodes/MemoriesAi/api/vocabulary/apiVersion';

const start = '<!-- operations: made by `npm run docs` -->';
const end = '<!-- /operations -->';
const marked = new RegExp(`${start}\\n.*${end}`, 's');

/**
 * A document with the table of operations and API versions as the code has it.
 *
 * @throws when the document has no place marked for it
 */
export function withOperationTable(document: string): string {
	if (!marked.test(document)) throw new Error(`The document lacks ${start} or ${end}`);
	return document.replace(marked, () => [start, ...operationTable(), end].join('\n'));
}

function operationTable(): string[] {
	const rows = Object.values(RESOURCES).flatMap(({ option: resource, operations }) =>
		Object.values(operations).map(({ option, apiVersions = API_VERSIONS }) => [
			`${resource.name} → **${option.name}**`,
			option.description ?? '',
			...API_VERSIONS.map((version) => (apiVersions.includes(version) ? 'yes' : 'no')),
		]),
	);
	const versions = API_VERSIONS.map((version) => `API ${version}`);
	return [['Operation', 'Does', ...versions], ['---', '---', ...versions.map(() => '---')], ...rows].map(
		(cells) => `| ${cells.join(' | ')} |`,
	);
}
