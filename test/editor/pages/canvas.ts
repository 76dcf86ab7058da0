import type { Locator } from 'playwright-core';
import type { User } from '../support/user';

/** The nodes of a workflow that was left, as long as they are shown. */
const LEFT = '[data-left]';

/** Runs in the page: has the editor show another address, and marks the nodes that are shown until it does. */
const followLinkTo = (address: string) => `
	document.querySelectorAll('[data-test-id="canvas-node"]').forEach((node) => node.setAttribute('data-left', ''));
	history.pushState(null, '', ${JSON.stringify(address)});
	dispatchEvent(new PopStateEvent('popstate'));
`;

/** A workflow on the canvas. */
export class Canvas {
	constructor(
		private readonly user: User,
		private readonly url: string,
	) {}

	/** Opens a workflow, by its address at first, and then as the editor's own links do, which takes a fraction of the time. */
	async open(workflowId: string): Promise<void> {
		const { page } = this.user;
		const address = `${this.url}/workflow/${workflowId}`;
		if (!page.url().startsWith(`${this.url}/workflow/`)) await page.goto(address);
		else {
			await page.evaluate(followLinkTo(address));
			await page.locator(LEFT).first().waitFor({ state: 'detached' });
		}
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
