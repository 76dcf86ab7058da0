import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
	INodePropertyOptions,
} from 'n8n-workflow';
import type { ApiVersion } from '../api/apiVersion';
import type { ApiAccess } from '../api/request';

/** One thing the node can do: how it is shown, which fields it has, and what it does for one item. */
export interface Operation {
	option: INodePropertyOptions;
	/** The generations of the API that have it. */
	apiVersions: readonly ApiVersion[];
	/**
	 * What it has done for good when a later item ends the node and n8n drops the output; it then stands in the error,
	 * before the numbers of the videos. Absent when there is nothing to tell.
	 */
	lastingEffect?: 'Deleted' | 'Uploaded';
	/** Without display conditions: the resource adds them. */
	fields: INodeProperties[];
	/**
	 * @param itemIndex the input item, counted from 0
	 * @param openApi finds the API to call; what is wrong with the fields is found before
	 * @returns the output items, without their pairing
	 * @throws NodeOperationError for what the user can mend, NodeApiError for what memories.ai says
	 */
	execute(context: IExecuteFunctions, itemIndex: number, openApi: OpenApi): Promise<INodeExecutionData[]>;
}

/**
 * Finds the account's API and its generation.
 *
 * @throws NodeOperationError when the credential is not usable, or the generation lacks the operation
 * @throws NodeApiError when the generation cannot be found out
 */
export type OpenApi = () => Promise<ApiAccess>;

/** A group of operations on one kind of thing. */
export interface Resource {
	option: INodePropertyOptions;
	/** The one a new node starts with. */
	defaultOperation: string;
	operations: Readonly<Record<string, Operation>>;
}
