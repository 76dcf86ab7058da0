import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ICredentialType, INodeProperties, INodePropertyCollection, INodeType } from 'n8n-workflow';
import { projectFolder } from '../../n8n/packProject';

/** What users' saved workflows hold of a parameter. */
export interface ParameterContract {
	type: string;
	default: unknown;
	/** Values of a drop-down, or modes of a resource locator. */
	values?: unknown[];
}

interface PackageJson {
	n8n: { nodes: string[]; credentials: string[] };
}

/**
 * The parameters of all nodes and credentials that package.json names, as the code has them: by node, the resource and
 * operation that show it, and its name, such as `memoriesAi video:upload options.maxRetries`.
 */
export function parameterContracts(): Record<string, ParameterContract> {
	const { n8n } = JSON.parse(readFileSync(path.join(projectFolder, 'package.json'), 'utf8')) as PackageJson;
	const nodes = n8n.nodes.map((file) => (load(file) as INodeType).description);
	const credentials = n8n.credentials.map((file) => load(file) as ICredentialType);
	const named = [...nodes, ...credentials].flatMap(({ name, properties }) =>
		properties.flatMap((property) => contractsOf(property, `${name} ${shownFor(property)}`)),
	);
	return Object.fromEntries(named.map(([key, contract], index) => [numbered(key, index, named), contract]));
}

/** The key with a number where parameters before it have the same, as they may when other fields choose between them. */
function numbered(key: string, index: number, named: ReadonlyArray<[string, unknown]>): string {
	const before = named.slice(0, index).filter(([other]) => other === key).length;
	return before === 0 ? key : `${key} (${before + 1})`;
}

/** Loads the source of a built file: the class is named like the file. */
function load(builtFile: string): object {
	const source = path.join(projectFolder, builtFile.replace(/^dist\//, '').replace(/\.js$/, '.ts'));
	const className = path.basename(source).replace(/\..*$/, '');
	// eslint-disable-next-line @typescript-eslint/no-require-imports -- package.json says what to load.
	const classes = require(source) as Record<string, new () => object>;
	const Class = classes[className];
	if (Class === undefined) throw new Error(`${source} has no class ${className}`);
	return new Class();
}

/** The resource and operation that a parameter belongs to; empty where it belongs to all. */
function shownFor({ displayOptions }: INodeProperties): string {
	const { resource = [], operation = [] } = (displayOptions?.show ?? {}) as Record<string, string[]>;
	const places = [resource, operation].map((names) => names.join('|')).filter((names) => names !== '');
	return places.length === 0 ? '' : `${places.join(':')} `;
}

function contractsOf(property: INodeProperties, place: string): Array<[string, ParameterContract]> {
	const key = `${place}${property.name}`;
	const values = valuesOf(property);
	const contract = {
		type: property.type,
		default: property.default,
		...(values === undefined ? {} : { values }),
	};
	return [[key, contract], ...fieldsOf(property).flatMap((field) => contractsOf(field, `${key}.`))];
}

function valuesOf({ type, options = [], modes = [] }: INodeProperties): unknown[] | undefined {
	if (type === 'resourceLocator') return modes.map(({ name }) => name);
	if (type !== 'options' && type !== 'multiOptions') return undefined;
	return options.flatMap((option) => ('value' in option ? [option.value] : []));
}

/** The fields inside of a collection; those of a fixed collection with the name of their group. */
function fieldsOf({ type, options = [] }: INodeProperties): INodeProperties[] {
	if (type === 'collection') return options as INodeProperties[];
	if (type !== 'fixedCollection') return [];
	return (options as INodePropertyCollection[]).flatMap(({ name, values }) =>
		values.map((field) => ({ ...field, name: `${name}.${field.name}` })),
	);
}
