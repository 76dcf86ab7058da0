import type { Locator } from 'playwright-core';
import type { User } from '../support/user';

/** The panel at the right in which nodes are found and added. */
export class NodesPanel {
	constructor(private readonly user: User) {}

	/** The rows under the search field. */
	get results(): Locator {
		return this.user.page.getByTestId('item-iterator-item');
	}

	/** The row of our node and the trigger that memories.ai calls, which n8n puts together. */
	get ourResult(): Locator {
		return this.row('Memories.ai');
	}

	/** The row of the trigger that asks memories.ai; n8n shows the names of triggers without that word. */
	get pollingResult(): Locator {
		return this.row('Memories.ai Polling');
	}

	/** The names of the rows on show, triggers and actions of a chosen node. */
	async entries(): Promise<string[]> {
		return await this.user.page.getByTestId('node-creator-item-name').allInnerTexts();
	}

	/** Starts from the panel's first page, so that what is found is not what an earlier search has left. */
	async search(words: string): Promise<void> {
		const field = this.user.page.getByTestId('node-creator-search-bar');
		await field.fill('');
		await this.ourResult.waitFor({ state: 'detached' });
		await this.user.type(field, words);
	}

	/** Shows what our nodes can do. */
	async chooseOurs(): Promise<void> {
		await this.user.click(this.ourResult);
	}

	/** Unfolds the triggers or actions of the chosen node. */
	async unfold(category: 'Actions' | 'Triggers'): Promise<void> {
		await this.user.click(
			this.user.page.getByTestId('node-creator-category-item').filter({ hasText: category }),
		);
	}

	/** Adds a node that does this, such as "Upload video" or "On video parsed". */
	async add(entry: string): Promise<void> {
		await this.user.click(
			this.user.page.getByTestId('node-creator-item-name').getByText(entry, { exact: true }),
		);
	}

	private row(name: string): Locator {
		const { page } = this.user;
		return this.results.filter({
			has: page.getByTestId('node-creator-item-name').getByText(name, { exact: true }),
		});
	}
}
