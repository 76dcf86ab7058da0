import type { Page } from 'playwright-core';
import type { RunningN8n } from '../../n8n/n8nProcess';
import { Canvas } from '../pages/canvas';
import { CredentialDialog } from '../pages/credentialDialog';
import { NodesPanel } from '../pages/nodesPanel';
import { NodeView } from '../pages/nodeView';
import { openBrowser, type OpenBrowser } from './chromium';
import { User } from './user';

/** How long the editor may take to show what a step leads to. */
const STEP_TIMEOUT_MS = 20_000;

/** n8n's editor in a real browser, with its parts by n8n's names for them. */
export class Editor {
	readonly user: User;
	readonly canvas: Canvas;
	readonly nodesPanel: NodesPanel;
	readonly nodeView: NodeView;
	readonly credentialDialog: CredentialDialog;

	private constructor(
		private readonly browser: OpenBrowser,
		readonly page: Page,
		private readonly n8n: Pick<RunningN8n, 'url' | 'login'>,
	) {
		this.user = new User(page);
		this.canvas = new Canvas(this.user, n8n.url);
		this.nodesPanel = new NodesPanel(this.user);
		this.nodeView = new NodeView(this.user);
		this.credentialDialog = new CredentialDialog(this.user);
	}

	/** Opens a browser in which nobody has signed in. */
	static async open(n8n: Pick<RunningN8n, 'url' | 'login'>): Promise<Editor> {
		const browser = await openBrowser();
		const page = await browser.context.newPage();
		page.setDefaultTimeout(STEP_TIMEOUT_MS);
		return new Editor(browser, page, n8n);
	}

	/** Opens a browser in which the owner has signed in before. */
	static async openSignedIn(n8n: Pick<RunningN8n, 'url' | 'login' | 'api'>): Promise<Editor> {
		const editor = await Editor.open(n8n);
		const [name = '', value = ''] = (n8n.api.session ?? '').split('=');
		await editor.browser.context.addCookies([{ name, value, url: n8n.url }]);
		return editor;
	}

	/** Signs in through n8n's page for it. */
	async signIn(): Promise<void> {
		await this.page.goto(this.n8n.url);
		await this.user.type(this.page.getByLabel('Email'), this.n8n.login.email);
		await this.user.type(this.page.getByLabel('Password'), this.n8n.login.password);
		await this.user.click(this.page.getByRole('button', { name: 'Sign in' }));
		await this.page.getByTestId('universal-add').waitFor();
	}

	async close(): Promise<void> {
		await this.browser.close();
	}
}
