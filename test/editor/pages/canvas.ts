import type { Locator } from 'playwright-core';
import type { User } from '../support/user';

/** A workflow on the canvas. */
export class Canvas {
	constructor(
		private readonly user: User,
		private readonly url: string,
	) {}

	async open(workflowId: string): Promise<void> {
		await this.user.page.goto(`${this.url}/workflow/${workflowId}`);
		await this.node('').first().waitFor();
	}

	node(name: string): Locator {
		return this.user.page.getByTestId('canvas-node').filter({ hasText: name });
	}

	/** The names of the nodes with a warning triangle. */
	async nodesWithIssues(): Promise<string[]> {
		const withIssues = this.user.page
			.getByTestId('canvas-node')
			.filter({ has: this.user.page.getByTestId('node-issues') });
		const nodes = await withIssues.all();
		return await Promise.all(nodes.map(async (node) => (await node.getAttribute('data-node-name')) ?? ''));
	}

	async openNode(name: string): Promise<void> {
		// Not in its middle: n8n lays the button of a trigger that stands beside it over that.
		await this.user.doubleClick(this.node(name), { x: 24, y: 24 });
	}

	/** The plus sign behind the last node. */
	async addBehindLast(): Promise<void> {
		await this.user.click(this.user.page.getByTestId('canvas-handle-plus').last());
	}

	/** The plus sign at the edge of the canvas, for a node of its own. */
	async addAside(): Promise<void> {
		await this.user.click(this.user.page.getByTestId('node-creator-plus-button'));
	}

	/** Publishes the workflow, so that its triggers are live, and reads what n8n says about that. */
	async publish(): Promise<void> {
		await this.user.click(this.user.page.getByTestId('workflow-open-publish-modal-button'));
		await this.user.click(this.user.page.getByTestId('workflow-publish-button'));
		await this.user.page.getByTestId('workflow-active-version-indicator').waitFor();
		await this.user.click(
			this.user.page.getByTestId('activation-modal').getByRole('button', { name: 'Got it' }),
		);
	}

	async showExecutions(): Promise<void> {
		await this.user.click(this.user.page.getByTestId('radio-button-executions'));
	}
}
