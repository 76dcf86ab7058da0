import type { Locator, Page } from 'playwright-core';

/** What somebody had to do to get somewhere. */
export interface Effort {
	/** Clicks with the mouse; a double click is two. */
	clicks: number;
	/** Fields typed or pasted into. */
	fields: number;
}

/** Whoever sits in front of the editor. Everything goes through mouse and keyboard, and is counted. */
export class User {
	private counted: Effort = { clicks: 0, fields: 0 };

	constructor(readonly page: Page) {}

	/** What it took since the counting began. */
	get effort(): Effort {
		return { ...this.counted };
	}

	startCounting(): void {
		this.counted = { clicks: 0, fields: 0 };
	}

	/** Does something, and counts it by itself. */
	async effortOf(steps: () => Promise<void>): Promise<Effort> {
		const before = this.effort;
		this.startCounting();
		await steps();
		const { effort } = this;
		this.counted = before;
		return effort;
	}

	/** Does what is not part of what is counted. */
	async aside(steps: () => Promise<void>): Promise<void> {
		const before = this.effort;
		await steps();
		this.counted = before;
	}

	async click(target: Locator): Promise<void> {
		this.counted.clicks += 1;
		await target.click();
	}

	/** @param position where in the target, in pixels from its corner; its middle by default */
	async doubleClick(target: Locator, position?: { x: number; y: number }): Promise<void> {
		this.counted.clicks += 2;
		await target.dblclick({ position });
	}

	/** Moves the mouse step by step, as n8n takes for dragging. */
	async drag(source: Locator, target: Locator): Promise<void> {
		await source.hover();
		await this.page.mouse.down();
		const { x, y, width, height } = await boxOf(target);
		await this.page.mouse.move(x + width / 2, y + height / 2, { steps: 10 });
		await this.page.mouse.up();
	}

	async type(target: Locator, text: string): Promise<void> {
		this.counted.fields += 1;
		await target.fill(text);
	}

	/** Puts what was copied last into a field. */
	async paste(target: Locator): Promise<void> {
		this.counted.fields += 1;
		await target.focus();
		await this.page.keyboard.press('ControlOrMeta+v');
	}

	/** What was copied last. */
	async copied(): Promise<string> {
		return await this.page.evaluate<string>('navigator.clipboard.readText()');
	}
}

async function boxOf(target: Locator) {
	const box = await target.boundingBox();
	if (box === null) throw new Error(`Nothing is shown at ${target.toString()}`);
	return box;
}
