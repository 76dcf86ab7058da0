import { setTimeout as sleep } from 'node:timers/promises';
import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	INode,
	INodeListSearchResult,
	INodeParameters,
	INodeTypeDescription,
} from 'n8n-workflow';
import {
	hasEnded,
	isWhole,
	readExecution,
	type Execution,
	type ExecutionSummary,
	type StoredExecution,
} from './execution';
import { N8nApiError, RestClient, type RawAnswer } from './restClient';
import { nodeOf, webhookUrlOf, withCredentials, type StoredWorkflow, type WorkflowJson } from './workflow';

export interface Login {
	email: string;
	password: string;
}

/** A credential that n8n has stored. */
export interface StoredCredential {
	id: string;
	name: string;
	type: string;
}

/** The verdict under the fields of a credential in the editor. */
export interface CredentialTestResult {
	status: 'OK' | 'Error';
	message: string;
}

export interface ImportOptions {
	/** By credential type, the credential to give to each node that can use one of that type. */
	credentials?: Record<string, StoredCredential>;
}

export interface RunOptions {
	/** The trigger node to start from, one that needs no outside event, such as the Manual Trigger. */
	triggerName: string;
	/** How long to wait for the end; a minute by default. */
	timeoutMs?: number;
}

/** The filters of the executions list. */
export interface ExecutionFilters {
	status?: Array<ExecutionSummary['status']>;
	mode?: ExecutionSummary['mode'];
}

export interface WaitOptions extends ExecutionFilters {
	/** How long to wait; a minute by default. */
	timeoutMs?: number;
}

/** How far n8n has come with making a workflow's triggers live, or with taking them back. */
interface PublicationStatus {
	status: 'in_progress' | 'published' | 'partial' | 'failed' | 'not_published';
	triggers: Array<{ errorMessage: string | null }>;
}

/** A workflow in the list of all. */
interface ListedWorkflow {
	id: string;
	/** The version that its triggers are live with. */
	activeVersionId: string | null;
}

/** An n8n that has no word for it had come to an end when it answered. */
const publishedAtOnce: PublicationStatus = { status: 'published', triggers: [] };

/** What to do instead where this version of n8n does not know an endpoint. */
function whenUnknown<Result>(instead: () => Result | Promise<Result>): (error: unknown) => Promise<Result> {
	return whenStatus(404, instead);
}

/** What to do instead where n8n refuses with this HTTP status. */
function whenStatus<Result>(
	status: number,
	instead: () => Result | Promise<Result>,
): (error: unknown) => Promise<Result> {
	return async (error) => {
		if (error instanceof N8nApiError && error.status === status) return await instead();
		throw error;
	};
}

/** What was waited for has not come in time. */
export class WaitTimeoutError extends Error {
	override readonly name = 'WaitTimeoutError';
}

const millisecondsBetweenLooks = 100;

const millisecondsToPublish = 30_000;

const millisecondsToBegin = 5_000;

/** The most executions that n8n lists at once. */
const longestList = 100;

/**
 * What a user does in n8n's editor, through the REST API that the editor uses.
 *
 * Every refusal is an `N8nApiError` with method, path, status and n8n's own words.
 */
export class N8nApi {
	private readonly rest: RestClient;
	private loadedNodeTypes: Promise<INodeTypeDescription[]> | undefined;

	/**
	 * @param url address of the editor, without a slash at the end
	 * @param webhookBaseUrl where webhooks are reached from outside, without a slash at the end
	 * @param session to go on with
	 */
	constructor(
		url: string,
		private readonly webhookBaseUrl: string,
		session?: string,
	) {
		this.rest = new RestClient(url, session);
	}

	/** The cookie of the session that `login` has begun. n8n lets somebody log in five times in five minutes. */
	get session(): string | undefined {
		return this.rest.session;
	}

	/** Sets up the owner of a new n8n, which its first page asks for. */
	async setUpOwner({ email, password }: Login): Promise<void> {
		await this.rest.call('POST', '/owner/setup', { email, password, firstName: 'Olivia', lastName: 'Owner' });
	}

	/** Logs in; everything below needs it. */
	async login({ email, password }: Login): Promise<void> {
		await this.rest.call('POST', '/login', { emailOrLdapLoginId: email, password });
	}

	/** The node types that the editor offers. */
	async nodeTypes(): Promise<INodeTypeDescription[]> {
		this.loadedNodeTypes ??= this.getJson<INodeTypeDescription[]>('/types/nodes.json');
		return await this.loadedNodeTypes;
	}

	/** The credential types that the editor offers. */
	async credentialTypes(): Promise<ICredentialType[]> {
		return await this.getJson<ICredentialType[]>('/types/credentials.json');
	}

	/** What n8n serves at a path, such as the `iconUrl` of a node type. */
	async get(path: string): Promise<RawAnswer> {
		return await this.rest.get(path);
	}

	async createCredential(
		type: string,
		data: ICredentialDataDecryptedObject,
		name = type,
	): Promise<StoredCredential> {
		return await this.rest.call('POST', '/credentials', { name, type, data });
	}

	/** The test that the editor makes when a credential is saved or retried. */
	async testCredential(id: string): Promise<CredentialTestResult> {
		const credential = await this.rest.call<object>('GET', `/credentials/${id}?includeData=true`);
		return await this.rest.call('POST', '/credentials/test', { credentials: credential });
	}

	/** Stores a workflow as a new one. */
	async importWorkflow(
		{ name, nodes, connections, settings, pinData }: WorkflowJson,
		{ credentials = {} }: ImportOptions = {},
	): Promise<StoredWorkflow> {
		const nodesWithCredentials = await Promise.all(
			nodes.map(async (node) =>
				withCredentials(node, await this.nodeType(node.type, node.typeVersion), credentials),
			),
		);
		return await this.rest.call('POST', '/workflows', {
			name,
			// n8n 1.x has no default for it.
			active: false,
			nodes: nodesWithCredentials,
			connections,
			settings: settings ?? {},
			pinData: pinData ?? {},
		});
	}

	async workflow(id: string): Promise<StoredWorkflow> {
		return await this.rest.call('GET', `/workflows/${id}`);
	}

	/** Changes some parameters of a node. An active workflow goes on with what it was activated with. */
	async setParameters(workflowId: string, nodeName: string, parameters: INodeParameters): Promise<void> {
		const workflow = await this.workflow(workflowId);
		Object.assign(nodeOf(workflow, nodeName).parameters, parameters);
		const { name, nodes, connections, settings, pinData, versionId } = workflow;
		await this.rest.call('PATCH', `/workflows/${workflowId}`, {
			name,
			nodes,
			connections,
			settings,
			pinData,
			versionId,
		});
	}

	/**
	 * Publishes the current version of a workflow and waits until its triggers are live; n8n's own answer
	 * comes earlier.
	 */
	async activate(workflowId: string): Promise<void> {
		const { versionId } = await this.workflow(workflowId);
		await this.rest
			.call('POST', `/workflows/${workflowId}/activate`, { versionId })
			.catch(whenUnknown(() => this.setActive(workflowId, true)));
		const { status, triggers } = await this.waitForPublication(workflowId);
		if (status === 'published') return;
		const reasons = triggers.map(({ errorMessage }) => errorMessage).filter(Boolean);
		throw new Error(`The triggers of workflow ${workflowId} were not activated: ${reasons.join(', ')}`);
	}

	/** Takes a workflow back and waits until its triggers are not live any more. */
	async deactivate(workflowId: string): Promise<void> {
		await this.rest
			.call('POST', `/workflows/${workflowId}/deactivate`, {})
			.catch(whenUnknown(() => this.setActive(workflowId, false)));
		await this.waitForPublication(workflowId);
	}

	/**
	 * What the list under a field of a node offers, for what is typed into it.
	 *
	 * @param path the parameter, such as `parameters.video`
	 */
	async searchList(
		node: INode,
		{ methodName, path, filter }: { methodName: string; path: string; filter?: string },
	): Promise<INodeListSearchResult> {
		return await this.rest.call('POST', '/dynamic-node-parameters/resource-locator-results', {
			nodeTypeAndVersion: { name: node.type, version: node.typeVersion },
			credentials: node.credentials,
			currentNodeParameters: node.parameters,
			methodName,
			path,
			filter,
		});
	}

	/** The Production URL of a trigger node. It answers while the workflow is active. */
	async webhookUrl(workflowId: string, nodeName: string): Promise<string> {
		return await this.webhookUrlBelow('webhook', workflowId, nodeName);
	}

	/**
	 * "Listen for test event" of a trigger node: for two minutes one call is accepted and shown.
	 *
	 * @returns the Test URL
	 */
	async listenForTestEvent(workflowId: string, triggerName: string): Promise<string> {
		const answer = await this.run(workflowId, triggerName);
		if (!('waitingForWebhook' in answer)) throw new Error(`"${triggerName}" ran instead of listening`);
		return await this.webhookUrlBelow('webhook-test', workflowId, triggerName);
	}

	/**
	 * "Execute workflow".
	 *
	 * @returns the id of the execution, which goes on
	 */
	async startWorkflow(workflowId: string, { triggerName }: Pick<RunOptions, 'triggerName'>): Promise<string> {
		const answer = await this.run(workflowId, triggerName);
		if ('waitingForWebhook' in answer) throw new Error(`"${triggerName}" waits for an outside event`);
		return answer.executionId;
	}

	/** "Execute workflow", and waits for its end, whether that is a success or not. */
	async runWorkflow(workflowId: string, { triggerName, timeoutMs }: RunOptions): Promise<Execution> {
		return await this.waitForExecution(await this.startWorkflow(workflowId, { triggerName }), timeoutMs);
	}

	/** The executions of a workflow, the newest first, at most 100. */
	async executions(workflowId: string, filters: ExecutionFilters = {}): Promise<ExecutionSummary[]> {
		const { results } = await this.listExecutions(workflowId, filters, { limit: longestList });
		// n8n 1.x does not know the filter by mode, and gives all.
		return results.filter(({ mode }) => filters.mode === undefined || mode === filters.mode);
	}

	/** How many executions a workflow has. */
	async countExecutions(workflowId: string, filters: ExecutionFilters = {}): Promise<number> {
		return (await this.listExecutions(workflowId, filters, { limit: 1 })).count;
	}

	/** The ids of all executions of a workflow, the newest first. */
	async executionIds(workflowId: string): Promise<string[]> {
		const ids: string[] = [];
		let cursor: string | undefined;
		do {
			const page = await this.listExecutions(workflowId, {}, { limit: longestList, cursor });
			ids.push(...page.results.map(({ id }) => id));
			cursor = page.nextCursor ?? undefined;
		} while (cursor !== undefined);
		return ids;
	}

	async execution(id: string): Promise<Execution> {
		const stored = async () => await this.rest.call<StoredExecution>('GET', `/executions/${id}`);
		// n8n 2.20 answers 500 for one that has just begun and has no data yet.
		const read = await poll(
			millisecondsToBegin,
			async () => await stored().catch(whenStatus(500, () => undefined)),
		);
		return readExecution(read ?? (await stored()));
	}

	/** Waits until an execution has ended. */
	async waitForExecution(id: string, timeoutMs = 60_000): Promise<Execution> {
		const ended = await poll(timeoutMs, async () => {
			const execution = await this.execution(id);
			return hasEnded(execution) && isWhole(execution) ? execution : undefined;
		});
		if (ended !== undefined) return ended;
		const { status } = await this.execution(id);
		throw new WaitTimeoutError(`Execution ${id} is still "${status}" after ${timeoutMs} ms`);
	}

	/**
	 * Waits until a workflow has a number of ended executions.
	 *
	 * @returns all that have ended, the oldest first
	 */
	async waitForExecutions(
		workflowId: string,
		count: number,
		{ timeoutMs = 60_000, ...filters }: WaitOptions = {},
	): Promise<Execution[]> {
		const enough = await poll(timeoutMs, async () => {
			const ended = (await this.executions(workflowId, filters)).filter(hasEnded);
			return ended.length >= count ? ended : undefined;
		});
		if (enough !== undefined) {
			return await Promise.all(enough.reverse().map(async ({ id }) => await this.waitForExecution(id)));
		}
		const statuses = (await this.executions(workflowId, filters)).map(({ status }) => status);
		throw new WaitTimeoutError(
			`Of ${count} executions there are ${statuses.length} after ${timeoutMs} ms: ${statuses.join(', ')}`,
		);
	}

	/** Deletes all workflows, with their executions, and all credentials. */
	async deleteAll(): Promise<void> {
		for (const { id, activeVersionId } of await this.rest.call<ListedWorkflow[]>('GET', '/workflows')) {
			if (activeVersionId !== null) await this.deactivate(id);
			await this.rest.call('POST', `/workflows/${id}/archive`);
			await this.rest.call('DELETE', `/workflows/${id}`);
		}
		for (const { id } of await this.rest.call<StoredCredential[]>('GET', '/credentials')) {
			await this.rest.call('DELETE', `/credentials/${id}`);
		}
	}

	/** Lets go of the connections to n8n. */
	async close(): Promise<void> {
		await this.rest.close();
	}

	private async listExecutions(
		workflowId: string,
		filters: ExecutionFilters,
		{ limit, cursor }: { limit: number; cursor?: string | undefined },
	): Promise<{ count: number; results: ExecutionSummary[]; nextCursor?: string | null }> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId, ...filters }));
		const page = cursor === undefined ? '' : `&cursor=${cursor}`;
		return await this.rest.call('GET', `/executions?limit=${limit}${page}&filter=${filter}`);
	}

	/** How n8n 1.x is told to start and to end listening; it answers when it does. */
	private async setActive(workflowId: string, active: boolean): Promise<void> {
		const { versionId } = await this.workflow(workflowId);
		await this.rest.call('PATCH', `/workflows/${workflowId}`, { active, versionId });
	}

	private async waitForPublication(workflowId: string): Promise<PublicationStatus> {
		const settled = await poll(millisecondsToPublish, async () => {
			const publication = await this.rest
				.call<PublicationStatus>('GET', `/workflows/${workflowId}/publication-status`)
				.catch(whenUnknown(() => publishedAtOnce));
			return publication.status === 'in_progress' ? undefined : publication;
		});
		if (settled === undefined) {
			throw new WaitTimeoutError(
				`Workflow ${workflowId} is still being published after ${millisecondsToPublish} ms`,
			);
		}
		return settled;
	}

	private async run(
		workflowId: string,
		triggerName: string,
	): Promise<{ executionId: string } | { waitingForWebhook: true }> {
		return await this.rest.call('POST', `/workflows/${workflowId}/run`, {
			// n8n 1.x and early 2.x run what they are sent, later ones what they have stored.
			workflowData: await this.workflow(workflowId),
			triggerToStartFrom: { name: triggerName },
		});
	}

	private async webhookUrlBelow(endpoint: string, workflowId: string, nodeName: string): Promise<string> {
		const workflow = await this.workflow(workflowId);
		const node = nodeOf(workflow, nodeName);
		const nodeType = await this.nodeType(node.type, node.typeVersion);
		return webhookUrlOf(`${this.webhookBaseUrl}/${endpoint}`, workflow, node, nodeType);
	}

	private async nodeType(name: string, version: number): Promise<INodeTypeDescription> {
		const nodeType = (await this.nodeTypes()).find(
			(candidate) => candidate.name === name && [candidate.version].flat().includes(version),
		);
		if (nodeType === undefined) throw new Error(`This n8n has no node type ${name} version ${version}`);
		return nodeType;
	}

	private async getJson<Content>(path: string): Promise<Content> {
		return JSON.parse((await this.rest.get(path)).body.toString()) as Content;
	}
}

/** Looks again and again until there is something to see or the time is over. */
async function poll<Result>(
	timeoutMs: number,
	look: () => Promise<Result | undefined>,
): Promise<Result | undefined> {
	const deadline = Date.now() + timeoutMs;
	for (;;) {
		const result = await look();
		if (result !== undefined || Date.now() > deadline) return result;
		await sleep(millisecondsBetweenLooks);
	}
}
