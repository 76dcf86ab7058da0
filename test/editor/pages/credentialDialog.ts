import type { Locator } from 'playwright-core';
import type { User } from '../support/user';

/** The dialog in which a credential is made and changed. */
export class CredentialDialog {
	constructor(private readonly user: User) {}

	/** The box that says why the credential does not work. */
	get failure(): Locator {
		return this.dialog.locator('.el-tag--danger');
	}

	/** The green box that says that the credential works. */
	get success(): Locator {
		return this.dialog.getByText('Connection tested successfully');
	}

	private get dialog(): Locator {
		return this.user.page.getByTestId('editCredential-modal');
	}

	field(name: string): Locator {
		return this.dialog.getByTestId(`parameter-input-${name}`).locator('input').first();
	}

	async type(name: string, text: string): Promise<void> {
		await this.user.type(this.field(name), text);
	}

	/** Saves, which also tests the credential. */
	async save(): Promise<void> {
		await this.user.click(this.dialog.getByTestId('credential-save-button'));
	}

	/** Unfolds what n8n says about a credential that does not work. */
	async showDetails(): Promise<void> {
		await this.user.click(this.dialog.getByText('More details'));
	}

	async close(): Promise<void> {
		await this.user.click(this.dialog.getByRole('button', { name: /close/i }));
	}
}
