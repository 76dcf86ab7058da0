import { mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InstallOptions, N8nInstallation } from '../n8n/installN8n';
import { installPackage } from '../n8n/installPackage';
import { N8nApi } from '../n8n/n8nApi';
import { n8nEnvironment, type BinaryDataMode } from '../n8n/n8nEnvironment';
import { addressesOfReadiness, ownersLogin } from '../n8n/n8nProcess';
import { freePort, localhost } from '../n8n/ports';
import { postgresUser, startPostgres } from './services/postgres';
import { startRedis } from './services/redis';
import type { Service } from './services/service';
import { startQueueProcess, type QueueProcess, type Role } from './queueProcess';

/** How many of the processes that may be several. */
const WORKERS = 2;
const PROCESSORS = 2;

/** How long a worker may go on with its work when it is asked to end, in seconds. */
export const SHUTDOWN_SECONDS = 15;

/**
 * n8n takes a worker for dead when it has not renewed its claim on an execution for a minute, and looks every 30 seconds.
 * Both are shorter here, so that nobody has to wait.
 */
const hurry = {
	QUEUE_WORKER_LOCK_DURATION: '20000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '3000',
	QUEUE_WORKER_STALLED_INTERVAL: '5000',
};

export interface ClusterOptions extends Required<InstallOptions> {
	installation: N8nInstallation;
	/** The packed package, which every process gets as a container of its own would. */
	tarball: string;
	binaryDataMode: BinaryDataMode;
}

/**
 * An n8n in queue mode: Redis, PostgreSQL, a main process, workers and webhook processors, each with a folder of its own as
 * in containers, and a folder for files that all of them share.
 */
export class Cluster {
	/** The main process's REST API; webhooks are reached through the first processor. */
	api!: N8nApi;
	main!: QueueProcess;
	readonly workers: QueueProcess[] = [];
	readonly processors: QueueProcess[] = [];
	private readonly services: Service[] = [];
	private readonly pids: number[] = [];
	private workersStarted = 0;
	private processorPort = 0;

	private constructor(
		private readonly options: ClusterOptions,
		/** Holds everything that belongs to it. */
		readonly folder: string,
	) {}

	/** @throws {N8nSetupError | QueueError} when something of it does not come up; the rest is ended then */
	static async start(options: ClusterOptions): Promise<Cluster> {
		const folder = await realpath(await mkdtemp(join(tmpdir(), 'n8n-queue-')));
		const cluster = new Cluster(options, folder);
		try {
			await cluster.startAll();
			return cluster;
		} catch (error) {
			await cluster.stop();
			throw error;
		}
	}

	/** Where workflows may read files. */
	get filesFolder(): string {
		return join(this.folder, 'files');
	}

	/** Starts one more worker. */
	async addWorker(): Promise<void> {
		this.workers.push(await this.startProcess('worker', `worker ${++this.workersStarted}`));
	}

	/** Ends a worker, and is without it from then on. */
	async endWorker(worker: QueueProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
		this.workers.splice(this.workers.indexOf(worker), 1);
		await worker.endWith(signal);
	}

	/** The worker that has an execution under way, or had it last. */
	workerOf(executionId: string): QueueProcess | undefined {
		return this.workers.find((worker) => worker.logs().includes(`started execution ${executionId} `));
	}

	/**
	 * Ends everything and removes the folder.
	 *
	 * @returns the processes that are still there; there should be none
	 */
	async stop(): Promise<number[]> {
		await (this.api as N8nApi | undefined)?.close();
		const processes = [this.main as QueueProcess | undefined, ...this.workers, ...this.processors];
		await Promise.all(processes.map(async (process) => await process?.stop()));
		for (const service of this.services.reverse()) await service.stop();
		await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
		return this.pids.filter(isThere);
	}

	private async startAll(): Promise<void> {
		const { onProgress } = this.options;
		await mkdir(this.filesFolder);
		await mkdir(join(this.folder, 'storage'));
		onProgress('Starting Redis and PostgreSQL');
		this.services.push(await startRedis(this.folder));
		this.services.push(await startPostgres(this.folder));
		this.pids.push(...this.services.map(({ pid }) => pid));

		onProgress('Starting the main process of n8n, which makes the tables');
		this.processorPort = await freePort();
		this.main = await this.startProcess('main', 'main process');
		this.api = new N8nApi(this.main.url, `http://${localhost}:${this.processorPort}`);
		await this.api.setUpOwner(ownersLogin);
		await this.api.login(ownersLogin);
		onProgress(`Starting ${WORKERS} workers and ${PROCESSORS} webhook processors`);
		const addProcessor = async (_: unknown, index: number) => {
			const port = index === 0 ? this.processorPort : await freePort();
			const name = `webhook processor ${index + 1}`;
			this.processors.push(await this.startProcess('webhook', name, port));
		};
		await Promise.all([
			...Array.from({ length: PROCESSORS }, addProcessor),
			...Array.from({ length: WORKERS }, async () => await this.addWorker()),
		]);
	}

	private async startProcess(role: Role, name: string, givenPort?: number): Promise<QueueProcess> {
		const { installation, tarball, signal, binaryDataMode } = this.options;
		const port = givenPort ?? (await freePort());
		const url = `http://${localhost}:${port}`;
		const userFolder = join(this.folder, name.replaceAll(' ', '-'));
		const temporaryFolder = join(userFolder, 'tmp');
		await mkdir(temporaryFolder, { recursive: true });
		await installPackage(userFolder, tarball);
		const settings = {
			userFolder,
			temporaryFolder,
			filesFolder: this.filesFolder,
			port: role === 'worker' ? await freePort() : port,
			runnersBrokerPort: await freePort(),
			webhookBaseUrl: `http://${localhost}:${this.processorPort}`,
			binaryDataMode,
		};
		const started = await startQueueProcess({
			role,
			name,
			installation,
			env: { ...n8nEnvironment(settings), ...this.queueEnvironment(), QUEUE_HEALTH_CHECK_PORT: String(port) },
			folder: userFolder,
			url,
			readyUrls: role === 'main' ? addressesOfReadiness(url) : [`${url}/healthz/readiness`],
			signal,
		});
		this.pids.push(started.pid);
		return started;
	}

	private queueEnvironment(): NodeJS.ProcessEnv {
		const [redis, postgres] = this.services;
		return {
			...hurry,
			EXECUTIONS_MODE: 'queue',
			QUEUE_HEALTH_CHECK_ACTIVE: 'true',
			QUEUE_BULL_REDIS_HOST: localhost,
			QUEUE_BULL_REDIS_PORT: String(redis?.port),
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: localhost,
			DB_POSTGRESDB_PORT: String(postgres?.port),
			DB_POSTGRESDB_USER: postgresUser,
			DB_POSTGRESDB_DATABASE: postgresUser,
			N8N_BINARY_DATA_STORAGE_PATH: join(this.folder, 'storage'),
			N8N_GRACEFUL_SHUTDOWN_TIMEOUT: String(SHUTDOWN_SECONDS),
			// All calls go to the processors, all executions to the workers.
			N8N_DISABLE_PRODUCTION_MAIN_PROCESS: 'true',
			OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
		};
	}
}

function isThere(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
}
