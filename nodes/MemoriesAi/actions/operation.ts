import type { IExecuteFunctions, INodeExecutionData, INodePropertyOptions } from 'n8n-workflow';
import { accountApi } from '../api/endpoints/accountApi';
import { readAccount } from '../api/transport/credential';
import type { ApiAccess } from '../api/transport/request';
import { apiVersionOf, type ApiVersion } from '../api/vocabulary/apiVersion';
import { refuseUnknownFields, refuseUnlessKnown, valuesOf, type Fields, type ValuesOf } from './fields/field';

/** An input item, and what an operation does with it. */
export interface OperationItem<Parameters extends Fields> {
	context: IExecuteFunctions;
	/** Counted from 0. */
	itemIndex: number;
	/** What the fields hold for the item. */
	values: ValuesOf<Parameters>;
	/**
	 * Finds the account's API and its generation, for an operation that has checked all that can be checked without it.
	 *
	 * @throws UserError when the generation lacks the operation, or a field that is set
	 * @throws ApiFailure when the credential is not usable, or the generation cannot be found out
	 */
	openApi: () => Promise<ApiAccess>;
}

/** One thing the node can do: how it is shown, which fields it has, and what it does for one item. */
interface OperationDefinition<Parameters extends Fields> {
	option: INodePropertyOptions;
	/** The generations of the API that have it; all of them where it does not say. */
	apiVersions?: readonly ApiVersion[];
	/** What the user can do where the generation lacks it; to choose another operation, unless given. */
	wayOut?: string;
	/**
	 * What it has done for good when a later item ends the node and n8n drops the output; it then stands in the error,
	 * before the numbers of the videos, imports or folders. Absent when there is nothing to tell.
	 */
	lastingEffect?: 'Created' | 'Deleted' | 'Imported' | 'Uploaded';
	/**
	 * That it takes or gives a file, which an AI agent can neither hand over nor read: as a tool, the node does not offer
	 * it. Absent where it does neither.
	 */
	handlesFile?: true;
	/** Without display conditions: the resource adds them. */
	fields: Parameters;
	/**
	 * @returns the output items, without their pairing
	 * @throws UserError for what the user can mend, ApiFailure for what memories.ai refuses
	 */
	execute: (item: OperationItem<Parameters>) => Promise<INodeExecutionData[]>;
}

/** An operation, whatever its fields are. */
export interface Operation extends Pick<
	OperationDefinition<Fields>,
	'option' | 'apiVersions' | 'handlesFile' | 'lastingEffect' | 'fields'
> {
	/**
	 * @param itemIndex the input item, counted from 0
	 * @returns the output items, without their pairing
	 * @throws UserError for what the user can mend, ApiFailure for what memories.ai refuses
	 */
	run(context: IExecuteFunctions, itemIndex: number): Promise<INodeExecutionData[]>;
}

/** A group of operations on one kind of thing. */
export interface Resource {
	option: INodePropertyOptions;
	/** The one a new node starts with. */
	defaultOperation: string;
	/** The one a new tool starts with, where that is another one: one that neither costs nor deletes anything. */
	defaultToolOperation?: string;
	operations: Readonly<Record<string, Operation>>;
}

/** Over a minute of pauses, the time that memories.ai counts its tightest limits in. */
const PATIENCE = { timeoutMs: 60_000, limitRetries: 5 };

/** Makes an operation of its definition: fields are read and checked before it runs, its generation when it asks. */
export function defineOperation<Parameters extends Fields>({
	fields,
	execute,
	...operation
}: OperationDefinition<Parameters>): Operation {
	return {
		...operation,
		fields,
		async run(context, itemIndex) {
			const values = valuesOf(context, itemIndex, fields);
			const refuseUnknown = (apiVersion: ApiVersion) => {
				const { option, apiVersions, wayOut = 'Choose another operation' } = operation;
				refuseUnlessKnown(apiVersion, option.name, apiVersions, wayOut);
				refuseUnknownFields(apiVersion, fields, values);
			};
			// Nothing is sent to find out what the credential tells.
			const told = apiVersionOf(await readAccount(context));
			if (told !== undefined) refuseUnknown(told);
			const openApi = async () => {
				const api = await accountApi(context, PATIENCE);
				refuseUnknown(api.apiVersion);
				return api;
			};
			return await execute({ context, itemIndex, values, openApi });
		},
	};
}
