import { parse } from 'flatted';
import type {
	ExecutionStatus,
	IDataObject,
	INodeExecutionData,
	IRunExecutionData,
	WorkflowExecuteMode,
} from 'n8n-workflow';

/** A row of the executions list. */
export interface ExecutionSummary {
	id: string;
	workflowId: string;
	status: ExecutionStatus;
	mode: WorkflowExecuteMode;
	startedAt: string;
	stoppedAt?: string;
}

/** An execution with what each node received and returned. */
export interface Execution extends ExecutionSummary {
	data: IRunExecutionData;
}

/** An execution as the REST API sends it. */
export interface StoredExecution extends ExecutionSummary {
	/** Run data in the format of the library `flatted`, which keeps references. */
	data: string;
}

export function readExecution({ data, ...summary }: StoredExecution): Execution {
	return { ...summary, data: parse(data) as IRunExecutionData };
}

/** Whether nothing more happens in an execution; a waiting one goes on when it is resumed. */
export function hasEnded({ status }: ExecutionSummary): boolean {
	return !['new', 'running', 'waiting'].includes(status);
}

/** Whether an execution's data is that of its end: n8n 1.x stores the status first and the data a moment later. */
export function isWhole({ status, data: { resultData, waitTill } }: Execution): boolean {
	return status !== 'success' || (resultData.lastNodeExecuted !== undefined && waitTill === undefined);
}

/** The items that a node returned in its last run, with their files; none when it did not run. */
export function itemsOf(execution: Execution, nodeName: string, output = 0): INodeExecutionData[] {
	const lastRun = execution.data.resultData.runData[nodeName]?.at(-1);
	return lastRun?.data?.main?.[output] ?? [];
}

/** The JSON of the items that a node returned in its last run. */
export function outputOf(execution: Execution, nodeName: string, output = 0): IDataObject[] {
	return itemsOf(execution, nodeName, output).map(({ json }) => json);
}

/** What an execution failed with: node, message and description, as the editor shows them. */
export function failureOf({ data: { resultData } }: Execution): string | undefined {
	const { error, lastNodeExecuted } = resultData;
	if (error === undefined) return undefined;
	const node = lastNodeExecuted === undefined ? '' : `${lastNodeExecuted}: `;
	return [`${node}${error.message}`, error.description].filter(Boolean).join('\n');
}
