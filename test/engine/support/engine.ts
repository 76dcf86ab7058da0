import { createRequire } from 'node:module';
import path from 'node:path';
import { Readable } from 'node:stream';
import {
	BinaryDataService,
	CredentialTestContext,
	ExecutionLifecycleHooks,
	HookContext,
	LoadOptionsContext,
	PackageDirectoryLoader,
	PollContext,
	setBinaryDataBuffer,
	WebhookContext,
	WorkflowExecute,
} from 'n8n-core';
import {
	createRunExecutionData,
	NodeHelpers,
	Workflow,
	type IBinaryData,
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type INode,
	type INodeCredentialTestResult,
	type INodeExecutionData,
	type INodeListSearchResult,
	type INodeParameters,
	type INodeType,
	type INodeTypes,
	type IRun,
	type IWebhookData,
	type IWebhookResponseData,
	type IWorkflowExecuteAdditionalData,
	type Logger,
	type NodeExecutionHint,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { FixedCredentials } from './credentialsHelper';
import { PollingWorkflow } from './pollingWorkflow';

const webhookId = 'b7b2c6f0-0000-4000-8000-00000000c0de';
/** Where the trigger is called. */
export const triggerUrl = `https://n8n.example.com/webhook/${webhookId}/memories-ai`;

const packageFolder = path.resolve(__dirname, '../../..');

type ServiceClass<Service> = abstract new (...args: never[]) => Service;

const requireFromCore = createRequire(require.resolve('n8n-core'));
/** n8n's own service container, the one n8n-core resolves. */
const { Container } = requireFromCore('@n8n/di') as {
	Container: { get<Service>(service: ServiceClass<Service>): Service };
};
const { Logger: LoggerService } = requireFromCore('@n8n/backend-common') as { Logger: ServiceClass<Logger> };

/** What the credential of a run holds; the rest is as the credential's form starts. */
export interface TestCredential extends ICredentialDataDecryptedObject {
	baseUrl: string;
	apiKey: string;
	apiVersion: 'auto' | 'datalake' | 'v1.1' | 'v1.2';
}

/** One delivery to the trigger's URL. */
export interface Delivery {
	body: string | Buffer;
	/** What follows the trigger's own URL, as a caller writes it, such as `?a=b`. */
	query?: string;
	headers?: Record<string, string>;
	/** POST unless said otherwise. */
	method?: string;
	/** Whether the body breaks off, or its compression is broken. */
	isUnreadable?: boolean;
}

/** What the trigger answered, and the items it started the workflow with. */
export interface DeliveryResult {
	/** HTTP status, when the node answered by itself; n8n sends 200 otherwise. */
	status: number;
	headers: Record<string, string>;
	body: unknown;
	items: IDataObject[];
}

/** How a run of the upload node ended. */
export interface NodeRun {
	status: string;
	items: INodeExecutionData[];
	/** What came out of the error output, where the node has one. */
	errorItems: INodeExecutionData[];
	error: IDataObject | undefined;
	/** What the editor shows beside the output. */
	hints: NodeExecutionHint[];
	/** The whole run as n8n would store it, to look for secrets in. */
	stored: string;
}

/** A node's own settings, as under Settings in the editor. */
export type NodeSettings = Pick<INode, 'onError' | 'retryOnFail' | 'maxTries' | 'waitBetweenTries'>;

/** How a run differs from that of a node with its usual settings. */
export interface RunOptions {
	node?: NodeSettings;
	cancelWhen?: Promise<unknown>;
	executionId?: string;
}

/** n8n-core's engine with the built package loaded through its own loader. */
export class Engine {
	private constructor(
		readonly loader: PackageDirectoryLoader,
		private readonly nodeTypes: INodeTypes,
	) {}

	static async start(): Promise<Engine> {
		await Container.get(BinaryDataService).init();
		const loader = new PackageDirectoryLoader(packageFolder);
		await loader.loadAll();
		const getNode = (type: string) => loader.getNode(type.split('.').at(-1) ?? type).type;
		const nodeTypes: INodeTypes = {
			getByName: getNode,
			getByNameAndVersion: (type, version) => NodeHelpers.getVersionedNodeType(getNode(type), version),
			getKnownTypes: () => ({}),
		};
		return new Engine(loader, nodeTypes);
	}

	/** The log that nodes write to. */
	get logger(): Logger {
		return Container.get(LoggerService);
	}

	/** Stores bytes in n8n's filesystem mode and gives the reference a workflow item carries. */
	async storeBinary(bytes: Buffer | Readable, description: Partial<IBinaryData>): Promise<IBinaryData> {
		const binary: IBinaryData = { mimeType: 'video/mp4', ...description, data: '' };
		return await setBinaryDataBuffer(
			binary,
			Buffer.isBuffer(bytes) ? Readable.from([bytes]) : bytes,
			'wf1',
			'1',
		);
	}

	/** The bytes that an item's binary field stands for. */
	async readBinary(binary: IBinaryData): Promise<Buffer> {
		return await Container.get(BinaryDataService).getAsBuffer(binary);
	}

	/**
	 * Runs one node of the package with real input items.
	 *
	 * @param options.cancelWhen ends the execution as its Stop button does, once it resolves
	 * @param options.executionId n8n's number of the execution
	 */
	async runNode(
		parameters: INodeParameters,
		items: INodeExecutionData[],
		credential: TestCredential,
		options: RunOptions = {},
	): Promise<NodeRun> {
		const node = nodeOf('memoriesAi', parameters, options.node);
		const workflow = this.workflowOf(node);
		const runData = createRunExecutionData({
			executionData: { nodeExecutionStack: [{ node, data: { main: [items] }, source: null }] },
		});
		const execute = new WorkflowExecute(
			this.additionalData(credential, options.executionId),
			'manual',
			runData,
		);
		await workflow.expression.acquireIsolate();
		const running = execute.processRunExecutionData(workflow);
		void options.cancelWhen?.then(() => {
			(running as unknown as { cancel(): void }).cancel();
		});
		const run: IRun = await running;
		await workflow.expression.releaseIsolate();
		const { resultData } = run.data;
		const lastRun = resultData.runData[node.name]?.at(-1);
		const outputs = lastRun?.data?.main ?? [];
		return {
			status: run.status,
			items: outputs[0] ?? [],
			errorItems: outputs[1] ?? [],
			error: resultData.error === undefined ? undefined : (resultData.error as unknown as IDataObject),
			hints: lastRun?.hints ?? [],
			stored: JSON.stringify(run.data),
		};
	}

	/** Asks the node for a list that the editor shows, as typing in a field and scrolling do. */
	async searchList(
		method: string,
		parameters: INodeParameters,
		credential: TestCredential,
		filter?: string,
		paginationToken?: string,
	): Promise<INodeListSearchResult> {
		const node = nodeOf('memoriesAi', parameters);
		const workflow = this.workflowOf(node);
		const context = new LoadOptionsContext(workflow, node, this.additionalData(credential), '');
		const search = this.nodeTypes.getByNameAndVersion(node.type, node.typeVersion).methods?.listSearch?.[
			method
		];
		if (search === undefined) throw new Error(`The node has no list ${method}`);
		return await search.call(context, filter, paginationToken);
	}

	/** Tests a credential as its form does. */
	async testCredential(credential: TestCredential): Promise<INodeCredentialTestResult> {
		const context = new CredentialTestContext(this.additionalData(credential));
		const test = this.nodeTypes.getByNameAndVersion('memoriesAi', 1).methods?.credentialTest
			?.memoriesAiApiTest;
		if (test === undefined) throw new Error('The node tests no credential');
		return await test.call(context, { id: '1', name: 'a', type: 'memoriesAiApi', data: credential });
	}

	/** Hands one HTTP delivery to the trigger as n8n's webhook server does. */
	async deliver(
		parameters: INodeParameters,
		delivery: Delivery,
		credential: TestCredential,
		mode: WorkflowExecuteMode = 'webhook',
	): Promise<DeliveryResult> {
		// n8n keeps what a credential holds under its id, and so do nodes.
		const id = credential.baseUrl;
		const node = nodeOf('memoriesAiTrigger', parameters, {
			credentials: { memoriesAiApi: { id, name: 'Memories.ai account' } },
		});
		const workflow = this.workflowOf(node);
		const additionalData = this.additionalData(credential);
		const trigger = this.triggerType(node);
		if (trigger.webhook === undefined) throw new Error('The trigger has no webhook');

		const answer: Omit<DeliveryResult, 'items'> = { status: 200, headers: {}, body: undefined };
		const { query = '', method = 'POST', isUnreadable = false } = delivery;
		const rawBody = Buffer.from(delivery.body);
		const originalUrl = `/webhook/${webhookId}/memories-ai${query}`;
		const request = {
			headers: { 'content-length': String(rawBody.byteLength), ...delivery.headers },
			originalUrl,
			query: Object.fromEntries(new URL(originalUrl, 'http://n8n').searchParams),
			params: {},
			method,
			rawBody,
			readRawBody: async () => {
				// n8n reads the body when it is asked to; here it is there already.
				if (isUnreadable) throw new Error('unexpected end of file');
			},
		};
		const response = {
			status(code: number) {
				answer.status = code;
				return response;
			},
			set(headers: Record<string, string>) {
				answer.headers = headers;
				return response;
			},
			json(body: unknown) {
				answer.body = body;
				return response;
			},
		};
		additionalData.httpRequest = request as never;
		additionalData.httpResponse = response as never;
		const context = new WebhookContext(
			workflow,
			node,
			additionalData,
			mode,
			this.webhookOf(node, additionalData),
			[],
			null,
		);
		const result: IWebhookResponseData = await trigger.webhook.call(context);
		return {
			...answer,
			body: answer.body ?? result.webhookResponse,
			items: result.workflowData?.[0]?.map(({ json }) => json) ?? [],
		};
	}

	/**
	 * A workflow with the polling trigger, as n8n keeps it while it is active.
	 *
	 * @param staticData what n8n has stored of it before
	 */
	pollingWorkflow(
		parameters: INodeParameters,
		credential: TestCredential,
		staticData: IDataObject = {},
	): PollingWorkflow {
		const node = nodeOf('memoriesAiPollingTrigger', parameters);
		const workflow = this.workflowOf(node, staticData);
		const trigger = this.triggerType(node);
		const additionalData = this.additionalData(credential);
		const contextIn = (mode: WorkflowExecuteMode) =>
			new PollContext(workflow, workflow.getNode(node.name) ?? node, additionalData, mode, 'activate');
		const active = contextIn('trigger');
		return new PollingWorkflow(workflow, async (mode) => {
			if (trigger.poll === undefined) throw new Error('The trigger has no poll');
			const output = await trigger.poll.call(mode === 'trigger' ? active : contextIn(mode));
			return output?.[0]?.map(({ json }) => json);
		});
	}

	/** The trigger's webhook methods as n8n calls them on activation, and the URL they know. */
	triggerHooks(credential: TestCredential) {
		const node = nodeOf('memoriesAiTrigger', {});
		const workflow = this.workflowOf(node);
		const additionalData = this.additionalData(credential);
		const webhook = this.webhookOf(node, additionalData);
		const context = new HookContext(workflow, node, additionalData, 'trigger', 'activate', webhook);
		return { context, methods: this.triggerType(node).webhookMethods?.default };
	}

	private triggerType(node: INode): INodeType {
		return this.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
	}

	private webhookOf(
		node: INode,
		workflowExecuteAdditionalData: IWorkflowExecuteAdditionalData,
	): IWebhookData {
		const [webhookDescription] = this.triggerType(node).description.webhooks ?? [];
		if (webhookDescription === undefined) throw new Error('The trigger has no webhook');
		return {
			httpMethod: 'POST',
			node: node.name,
			path: `${webhookId}/${webhookDescription.path}`,
			webhookDescription,
			workflowId: 'wf1',
			workflowExecuteAdditionalData,
			webhookId,
		};
	}

	private workflowOf(node: INode, staticData: IDataObject = {}): Workflow {
		return new Workflow({
			staticData,
			id: 'wf1',
			name: 'Engine test',
			active: false,
			nodes: [node],
			connections: {},
			nodeTypes: this.nodeTypes,
			settings: { executionOrder: 'v1' },
		});
	}

	private additionalData(credential: TestCredential, executionId = '1'): IWorkflowExecuteAdditionalData {
		const base = 'https://n8n.example.com';
		const data: Partial<IWorkflowExecuteAdditionalData> = {
			credentialsHelper: new FixedCredentials(this.loader, credential),
			hooks: new ExecutionLifecycleHooks('manual', executionId, {
				id: 'wf1',
				name: 'Engine test',
				active: false,
				activeVersionId: null,
				isArchived: false,
				nodes: [],
				connections: {},
				createdAt: new Date(),
				updatedAt: new Date(),
			}),
			executionId,
			instanceBaseUrl: `${base}/`,
			restApiUrl: `${base}/rest`,
			formWaitingBaseUrl: `${base}/form-waiting`,
			webhookBaseUrl: `${base}/webhook`,
			webhookTestBaseUrl: `${base}/webhook-test`,
			webhookWaitingBaseUrl: `${base}/webhook-waiting`,
			userId: '1',
			variables: {},
			setExecutionStatus: () => undefined,
		};
		return data as IWorkflowExecuteAdditionalData;
	}
}

function nodeOf(
	type: string,
	parameters: INodeParameters,
	settings: NodeSettings & Pick<INode, 'credentials'> = {},
): INode {
	return {
		id: `${type}-1`,
		name: type === 'memoriesAi' ? 'Memories.ai' : 'Trigger',
		type: `n8n-nodes-memories-ai.${type}`,
		typeVersion: 1,
		position: [0, 0],
		parameters,
		webhookId,
		credentials: { memoriesAiApi: { id: '1', name: 'Memories.ai account' } },
		...settings,
	};
}
