import type { Locator } from 'playwright-core';
import type { User } from '../support/user';

/** Runs in the page: labels and hints that their box hides a part of, and placeholders longer than their field. */
const TEXTS_CUT_OFF = `(() => {
	const panel = document.querySelector('[data-test-id="node-parameters"]');
	const isShown = (element) => element.offsetParent !== null;
	const labels = [...panel.querySelectorAll('*')].filter(
		(element) =>
			isShown(element) &&
			element.childElementCount === 0 &&
			element.scrollWidth > element.clientWidth + 1 &&
			getComputedStyle(element).overflowX === 'hidden',
	);
	const brush = document.createElement('canvas').getContext('2d');
	const fields = [...panel.querySelectorAll('input, textarea')].filter((field) => {
		const { font, paddingLeft, paddingRight } = getComputedStyle(field);
		brush.font = font;
		const room = field.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
		return isShown(field) && brush.measureText(field.placeholder).width > room;
	});
	return [...labels.map((label) => label.textContent), ...fields.map((field) => field.placeholder)].filter(Boolean);
})()`;

/** The window of one node: its input, its parameters, its output. */
export class NodeView {
	readonly input: Locator;
	readonly output: Locator;

	constructor(private readonly user: User) {
		this.input = user.page.getByTestId('ndv-input-panel');
		this.output = user.page.getByTestId('output-panel');
	}

	/** "Connect to Memories.ai", which opens the dialog of a new credential. */
	async connect(): Promise<void> {
		await this.user.click(this.user.page.getByTestId('node-credentials-empty-state').getByRole('button'));
	}

	/** The pencil beside the chosen credential, which opens its dialog. */
	async editCredential(): Promise<void> {
		await this.user.click(this.user.page.getByTestId('credential-edit-button'));
	}

	/** The field of a parameter. */
	field(name: string): Locator {
		return this.user.page.getByTestId(`parameter-input-${name}`).locator('input').first();
	}

	/** The fields of what comes in from the step before, whether it has run or not. */
	get inputFields(): Locator {
		return this.input.getByTestId('run-data-schema-item');
	}

	/** Drags a field of the input into a parameter of several lines, and waits until it is there. */
	async dragInputField(name: string, parameter: string): Promise<void> {
		const pill = this.inputFields.getByText(name, { exact: true }).first();
		await this.user.drag(pill, this.user.page.getByTestId(`parameter-input-${parameter}`));
		await this.expressionField(parameter).filter({ hasText: name }).waitFor();
	}

	/** The expression in a parameter, such as `{{ $json.videoNo }}`. */
	async expression(parameter: string): Promise<string> {
		return (await this.expressionField(parameter).innerText()).trim();
	}

	private expressionField(parameter: string): Locator {
		return this.user.page.getByTestId(`parameter-input-${parameter}`).locator('.cm-content');
	}

	/** Runs the node, or has a trigger listen for a test event. */
	async execute(): Promise<void> {
		await this.user.click(this.user.page.getByTestId('node-execute-button'));
	}

	/** Header cells and first row of the output's table. */
	async outputRow(): Promise<Record<string, string>> {
		await this.output.locator('table tbody td').first().waitFor();
		const names = await this.output.locator('table thead th').allInnerTexts();
		const values = await this.output.locator('table tbody tr').first().locator('td').allInnerTexts();
		return Object.fromEntries(names.map((name, column) => [name.trim(), values[column]?.trim() ?? '']));
	}

	/** Unfolds "Webhook URLs" of a trigger and copies the one it is called at when it is active. */
	async copyProductionUrl(): Promise<void> {
		await this.user.click(this.user.page.getByTitle('Click to display webhook URLs'));
		await this.user.click(this.user.page.getByTestId('radio-button-production'));
		await this.user.click(this.user.page.locator('.webhook-url'));
	}

	/** The sign that a trigger listens for a test event. */
	get listening(): Locator {
		return this.user.page.getByTestId('trigger-listening');
	}

	/** Opens the list of a field such as "Video", in which one searches. */
	async openList(name: string): Promise<void> {
		await this.user.click(this.user.page.getByTestId(`parameter-input-${name}`).getByTestId('rlc-input'));
		await this.listed.first().waitFor();
	}

	/** The rows of the open list. */
	get listed(): Locator {
		return this.user.page.getByTestId('rlc-item');
	}

	async searchList(words: string): Promise<void> {
		await this.user.type(this.user.page.getByTestId('rlc-search'), words);
	}

	/** The texts among the parameters that do not fit into their place. */
	async textsCutOff(): Promise<string[]> {
		return await this.user.page.evaluate<string[]>(TEXTS_CUT_OFF);
	}

	async close(): Promise<void> {
		await this.user.click(this.user.page.getByTestId('ndv-close-button'));
	}
}
