import { cp, mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startGuarded } from './guardedProcess';
import type { N8nInstallation } from './installN8n';
import { installPackage } from './installPackage';
import { N8nApi, type Login } from './n8nApi';
import { n8nEnvironment, type BinaryDataMode, type N8nFolders } from './n8nEnvironment';
import { N8nSetupError } from './N8nSetupError';
import { lastLines } from './npm';
import { freePort, localhost } from './ports';
import { untilReady } from './readiness';

export interface StartOptions {
	installation: N8nInstallation;
	/** Packed community packages that this n8n is to have. */
	packages?: string[];
	/** Port of the editor; a free one by default. */
	port?: number;
	/** Where webhooks are reached from outside, without a slash at the end; this n8n's own address by default. */
	webhookBaseUrl?: string;
	/** n8n's own default, `filesystem`, by default. */
	binaryDataMode?: BinaryDataMode;
	/** Further environment variables of n8n. */
	environment?: Record<string, string>;
	/** A user folder, left by an n8n with an owner, to begin with a copy of; an empty one by default. */
	copyOf?: string;
	/** The folders of an n8n that has been stopped with `keepUserFolder`, to go on where it was. */
	goOnIn?: N8nFolders;
	/** Leaves the folder with database, files and packages in place after the end. */
	keepUserFolder?: boolean;
	/** How long n8n may take until it answers; two minutes by default. */
	timeoutMs?: number;
	/** Ends n8n, also while it is starting. */
	signal?: AbortSignal;
}

/** An n8n that is up, with an owner who is logged in. */
export interface RunningN8n extends N8nFolders {
	/** Address of editor, REST API and webhooks, without a slash at the end. */
	url: string;
	/** The owner's login, for the editor. */
	login: Login;
	/** What a user can do in the editor. */
	api: N8nApi;
	/** Everything n8n has printed. */
	logs(): string;
	/** Process id of n8n itself, without its task runners. */
	pid: number;
	/** n8n's exit code, once it is gone. */
	ended: Promise<number>;
	/** Ends n8n and its task runners and removes its user folder. */
	stop(): Promise<void>;
	/** Lets this process end by itself, which stops n8n too. */
	unref(): void;
}

/** The login of the owner of every n8n here. */
export const ownersLogin: Login = { email: 'owner@example.com', password: 'Memories-1' };

/**
 * Starts an n8n of its own, with an empty database, and sets up its owner; or one that has what another left, in a copy
 * or in the very same folders.
 *
 * @throws {N8nSetupError} with n8n's last words when it does not come up
 */
export async function startN8n({
	installation,
	packages = [],
	environment,
	copyOf,
	goOnIn,
	keepUserFolder = false,
	timeoutMs = 120_000,
	signal,
	...options
}: StartOptions): Promise<RunningN8n> {
	const port = options.port ?? (await freePort());
	const url = `http://${localhost}:${port}`;
	const webhookBaseUrl = options.webhookBaseUrl ?? url;
	const folders = goOnIn ?? (await makeFolders(packages, copyOf));
	const settings = {
		...folders,
		port,
		runnersBrokerPort: await freePort(),
		webhookBaseUrl,
		binaryDataMode: options.binaryDataMode ?? 'filesystem',
	};

	let printed = '';
	const n8n = startGuarded({
		file: installation.node,
		args: [installation.script, 'start'],
		cwd: folders.userFolder,
		env: { ...n8nEnvironment(settings), ...environment },
		onOutput: (text) => (printed += text),
		millisecondsToEnd: 5_000,
		removeAfterwards: keepUserFolder ? undefined : { folder: folders.userFolder, onlyOnFailure: false },
	});
	const api = new N8nApi(url, webhookBaseUrl);
	const stop = async () => {
		await api.close();
		await n8n.end();
	};

	try {
		await untilReady(
			n8n,
			addressesOfReadiness(url),
			AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(signal ? [signal] : [])]),
		);
		if (goOnIn === undefined && copyOf === undefined) await api.setUpOwner(ownersLogin);
		await api.login(ownersLogin);
	} catch (error) {
		await stop();
		signal?.throwIfAborted();
		throw new N8nSetupError(
			`n8n ${installation.version} did not start at ${url}. ${(error as Error).message}`,
			'What it printed says why.',
			{ lastLines: lastLines(printed, 25), cause: error },
		);
	}
	return {
		...folders,
		url,
		login: ownersLogin,
		api,
		logs: () => printed,
		pid: await n8n.pid,
		ended: n8n.ended,
		stop,
		unref: () => n8n.unref(),
	};
}

/** A user folder of its own for an n8n, with the packages installed in it. */
async function makeFolders(packages: string[], copyOf?: string): Promise<N8nFolders> {
	const userFolder = await realpath(await mkdtemp(join(tmpdir(), 'n8n-')));
	const folders = {
		userFolder,
		filesFolder: join(userFolder, 'files'),
		temporaryFolder: join(userFolder, 'tmp'),
	};
	try {
		if (copyOf !== undefined) await cp(copyOf, userFolder, { recursive: true });
		await mkdir(folders.filesFolder);
		await mkdir(folders.temporaryFolder);
		for (const tarball of packages) await installPackage(userFolder, tarball);
		return folders;
	} catch (error) {
		await rm(userFolder, { recursive: true, force: true });
		throw error;
	}
}

/** Where an n8n with an editor answers once it is ready; 1.x says so before it has its REST API. */
export function addressesOfReadiness(url: string): string[] {
	return [`${url}/healthz/readiness`, `${url}/rest/settings`];
}
