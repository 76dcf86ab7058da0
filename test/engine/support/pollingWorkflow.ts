import type { IDataObject, INodeParameters, Workflow, WorkflowExecuteMode } from 'n8n-workflow';

/** A workflow with the polling trigger. */
export class PollingWorkflow {
	constructor(
		private readonly workflow: Workflow,
		private readonly run: (mode: WorkflowExecuteMode) => Promise<IDataObject[] | undefined>,
	) {}

	/**
	 * One poll at the poll times, or one that the user asks for in the editor.
	 *
	 * @returns the items that the workflow is started with; undefined when it is not
	 */
	async poll(mode: 'manual' | 'trigger' = 'trigger'): Promise<IDataObject[] | undefined> {
		return await this.run(mode);
	}

	/** The node's parameters as n8n completes them. */
	get parameters(): INodeParameters {
		return Object.values(this.workflow.nodes)[0]?.parameters ?? {};
	}

	/** What n8n would store. */
	get staticData(): IDataObject {
		return JSON.parse(JSON.stringify(this.workflow.staticData)) as IDataObject;
	}
}
