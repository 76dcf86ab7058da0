import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
	INodePropertyOptions,
} from 'n8n-workflow';

/** One thing the node can do: how it is shown, which fields it has, and what it does for one item. */
export interface Operation {
	option: INodePropertyOptions;
	/** Without display conditions: the resource adds them. */
	fields: INodeProperties[];
	/**
	 * @param itemIndex the input item, counted from 0
	 * @throws NodeOperationError for what the user can mend, NodeApiError for what memories.ai says
	 */
	execute(context: IExecuteFunctions, itemIndex: number): Promise<INodeExecutionData>;
}

/** A group of operations on one kind of thing. */
export interface Resource {
	option: INodePropertyOptions;
	/** The one a new node starts with. */
	defaultOperation: string;
	operations: Readonly<Record<string, Operation>>;
}
