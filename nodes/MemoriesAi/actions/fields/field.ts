import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { API_VERSIONS, nameOfApi, V1_VERSIONS, type ApiVersion } from '../../api/vocabulary/apiVersion';
import { fieldsOfRun } from '../../state';
import { UserError } from '../../texts/UserError';

/** Makes the error for a value that a field cannot take: what is wrong, to follow the field's name, and the cure. */
export type Refuse = (problem: string, cure: string) => UserError;

/**
 * Reads what a field holds. An expression can make that any JSON value, a Date or a DateTime: what is plainly meant is
 * taken, nothing at all counts as not set, and the rest is refused.
 */
export type Reader<Value> = (input: unknown, refuse: Refuse) => Value;

/** A parameter of an operation: how n8n shows it, what it takes, and who knows it. */
export interface Field<Value = unknown> {
	property: INodeProperties;
	/** @throws UserError for a value that it cannot take */
	read: (input: unknown) => Value;
	/** The generations of the API that know it; all of them where it does not say. */
	apiVersions?: readonly ApiVersion[];
	/** The same for single values of it. */
	valueApiVersions?: Readonly<Record<string, readonly ApiVersion[]>>;
	/** What the user can do in the node where the generation does not know it; to remove it, unless given. */
	wayOut?: string;
	/** The fields of a collection. */
	parts?: Fields;
}

/** Parameters by their names. */
export type Fields = Readonly<Record<string, Field>>;

/** What the parameters hold. */
export type ValuesOf<Parameters extends Fields> = {
	[Name in keyof Parameters]: Parameters[Name] extends Field<infer Value> ? Value : never;
};

/** Which generations know a field. */
type Knowledge = Pick<Field, 'apiVersions' | 'valueApiVersions' | 'wayOut'>;

/** A parameter whose description ends with the generations that know it, where others do not. */
export function field<Value>(
	property: INodeProperties,
	reader: Reader<Value>,
	{ apiVersions, valueApiVersions, wayOut }: Knowledge = {},
): Field<Value> {
	const { displayName, description } = property;
	return {
		property:
			apiVersions === undefined ? property : { ...property, description: noting(description, apiVersions) },
		read: (input) => reader(input, (problem, cure) => new UserError(`'${displayName}' ${problem}`, cure)),
		...(apiVersions === undefined ? {} : { apiVersions }),
		...(valueApiVersions === undefined ? {} : { valueApiVersions }),
		...(wayOut === undefined ? {} : { wayOut }),
	};
}

/** The same parameter with other words. */
export function reworded<Value>(
	{ property, read, apiVersions }: Field<Value>,
	words: Partial<Pick<INodeProperties, 'description' | 'displayName' | 'hint'>>,
): Field<Value> {
	const described =
		words.description === undefined ? {} : { description: noting(words.description, apiVersions) };
	return { property: { ...property, ...words, ...described }, read, ...(apiVersions && { apiVersions }) };
}

/** The same parameter where only the Datalake knows it. */
export function ofDatalake<Value>(known: Field<Value>, description: string): Field<Value> {
	return reworded({ ...known, apiVersions: ['datalake'] }, { description });
}

function noting(description = '', apiVersions: readonly ApiVersion[] | undefined): string {
	if (apiVersions === undefined) return description;
	return `${description.replace(/\.$/, '')}. API ${apiVersions.map(nameOfApi).join(' and ')} only.`;
}

/** A parameter that offers further ones, in the order of their names as users read them. */
export function collection<Parts extends Fields>(
	{ displayName, name, placeholder }: Pick<INodeProperties, 'displayName' | 'name' | 'placeholder'>,
	parts: Parts,
): Field<ValuesOf<Parts>> {
	const options = Object.values(parts)
		.map(({ property }) => property)
		.sort((one, other) => one.displayName.localeCompare(other.displayName));
	return {
		property: {
			displayName,
			name,
			type: 'collection',
			...(placeholder === undefined ? {} : { placeholder }),
			default: {},
			options,
		},
		read(input) {
			const chosen: unknown = input ?? {};
			if (typeof chosen !== 'object' || chosen === null || Array.isArray(chosen)) {
				throw new UserError(
					`'${displayName}' is no set of fields`,
					'Remove its expression, then add the fields one by one',
				);
			}
			return mapped(parts, ({ property, read }) => read(Reflect.get(chosen, property.name)));
		},
		parts,
	};
}

/**
 * What the parameters of an operation hold for an item. What has no expression is read once a run: n8n works each parameter
 * out anew for each item.
 *
 * @param itemIndex counted from 0
 * @throws UserError for the first value that a field cannot take
 */
export function valuesOf<Parameters extends Fields>(
	context: IExecuteFunctions,
	itemIndex: number,
	fields: Parameters,
): ValuesOf<Parameters> {
	// n8n copies the node for everyone who asks for it.
	const known = fieldsOfRun.get(context) ?? { parameters: context.getNode().parameters, values: new Map() };
	fieldsOfRun.set(context, known);
	const { parameters, values } = known;
	return mapped(fields, (field) => {
		if (values.has(field)) return values.get(field);
		const { name, default: preset } = field.property;
		const value = field.read(context.getNodeParameter(name, itemIndex, preset));
		if (!hasExpression(parameters[name])) values.set(field, value);
		return value;
	});
}

/** Whether a parameter, as the workflow has it, is or holds an expression. */
function hasExpression(parameter: unknown): boolean {
	return JSON.stringify([parameter]).includes('"=');
}

function mapped<Parameters extends Fields>(
	fields: Parameters,
	valueOf: (field: Field) => unknown,
): ValuesOf<Parameters> {
	const entries = Object.entries(fields).map(([name, part]) => [name, valueOf(part)] as const);
	return Object.fromEntries(entries) as ValuesOf<Parameters>;
}

/**
 * Refuses what the account's generation of the API does not know.
 *
 * @param values what the fields hold; what is not set does not matter
 * @throws UserError that names the first such field
 */
export function refuseUnknownFields<Parameters extends Fields>(
	apiVersion: ApiVersion,
	fields: Parameters,
	values: ValuesOf<Parameters>,
): void {
	for (const [name, field] of Object.entries(fields)) {
		const { property, parts, apiVersions, valueApiVersions = {} } = field;
		const value: unknown = values[name];
		if (parts !== undefined) refuseUnknownFields(apiVersion, parts, value as ValuesOf<Fields>);
		if (isSet(value)) refuseUnlessKnown(apiVersion, property.displayName, apiVersions, field.wayOut);
		if (typeof value !== 'string' || !Object.hasOwn(valueApiVersions, value)) continue;
		const chosen = property.options?.find((option) => 'value' in option && option.value === value);
		const wayOut = `Choose something else under '${property.displayName}'`;
		refuseUnlessKnown(apiVersion, chosen?.name ?? value, valueApiVersions[value], wayOut);
	}
}

/**
 * Refuses a part of the node that the account's generation of the API does not have.
 *
 * @param name as the node shows it
 * @param apiVersions the generations that have it; all of them when undefined
 * @param wayOut what the user can do in the node; to remove the field, unless given
 * @throws UserError that names it
 */
export function refuseUnlessKnown(
	apiVersion: ApiVersion,
	name: string,
	apiVersions: readonly ApiVersion[] = API_VERSIONS,
	wayOut = `Remove '${name}'`,
): void {
	if (apiVersions.includes(apiVersion)) return;
	if (apiVersion === 'datalake') {
		throw new UserError(
			`'${name}' does not exist in the memories.ai Datalake`,
			`The credential has a Datalake key, which begins with sk-mai-. ${wayOut}`,
		);
	}
	const versions = V1_VERSIONS.filter((version) => apiVersions.includes(version));
	if (versions.length === 0) {
		throw new UserError(
			`'${name}' needs a key of the memories.ai Datalake`,
			`The key of the credential is one of API v1.x, and Datalake keys begin with sk-mai-. ${wayOut}, or choose another credential`,
		);
	}
	throw new UserError(
		`'${name}' needs version ${versions.join(' or ')} of the memories.ai API`,
		`This account uses ${apiVersion}. ${wayOut}, or choose another API Version in the credential`,
	);
}

function isSet(value: unknown): boolean {
	return value !== undefined && !(Array.isArray(value) && value.length === 0);
}
