import {
	NodeConnectionTypes,
	type IHookFunctions,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { receiveCallback } from './callback/receiveCallback';
import { refuseDatalake } from './callback/refuseDatalake';
import { TRIGGER_FIELDS } from './callback/triggerFields';
import { memoriesAiApiTest } from './methods/memoriesAiApiTest';

const HOW_IT_STARTS =
	"<b>While you build the workflow</b>, click 'Execute step' and have a call made to the <b>Test URL</b>. The first call within two minutes shows up here.<br /><br /><b>For real videos</b>, copy the <b>Production URL</b> into 'Callback URL' of the Memories.ai node that uploads, and <a data-key='activate'>publish</a> this workflow. memories.ai then calls as soon as a video is ready, and each call is one of the <a data-key='executions'>executions</a>.";

const NOT_LIVE = "Not live until you <a data-key='activate'>publish</a> this workflow";

const LIVE =
	"Live: this workflow runs when memories.ai calls the Production URL. Its runs are in the <a data-key='executions'>executions</a>, not here";

export class MemoriesAiTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Memories.ai Trigger',
		name: 'memoriesAiTrigger',
		icon: { light: 'file:memoriesAi.svg', dark: 'file:memoriesAi.dark.svg' },
		group: ['trigger'],
		// Not 2: of any other version than 1, n8n parses the body first, and answers 422 to odd but genuine ones. What that
		// costs is the isolate for expressions which n8n sets up before each call of any trigger but its own Webhook node
		// of version 2, and with N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE (n8n PR #37614) of those of version 1 only.
		version: 1,
		subtitle: '={{ $parameter["events"].join(", ") }}',
		// n8n's nodes panel shows one row for this node and Memories.ai, with this description.
		description: 'Upload, search and ask about videos, and start workflows when they are ready',
		defaults: { name: 'Memories.ai Trigger' },
		builderHint: {
			searchHint:
				"Starts when memories.ai calls, so this n8n needs a public address, and the upload needs the production URL of this node in 'callbackUrl'. Not for Datalake keys, and not for an n8n on a laptop: use the Memories.ai Polling Trigger there.",
		},
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'memoriesAiApi', required: true, testedBy: 'memoriesAiApiTest' }],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				// Otherwise n8n answers with the name of its default setting instead of the node's own answer.
				responseData: '',
				path: 'memories-ai',
			},
			{
				// For whoever looks with a browser whether the trigger can be reached: otherwise n8n answers 404, as if it
				// could not. It is one more method of the same URL.
				name: 'setup',
				httpMethod: 'GET',
				responseMode: 'onReceived',
				path: 'memories-ai',
				ndvHideUrl: true,
			},
		],
		eventTriggerDescription: 'Waiting for memories.ai to call the Test URL',
		activationMessage: 'Your workflow now starts when memories.ai calls the Production URL of this trigger.',
		triggerPanel: {
			header: 'Start the workflow when memories.ai has processed a video',
			executionsHelp: HOW_IT_STARTS,
			activationHint: { active: LIVE, inactive: NOT_LIVE },
		},
		hints: [
			{
				message:
					"'Callback Check' is 'Any': everyone who knows the Production URL can start this workflow, with whatever they send",
				type: 'warning',
				location: 'outputPane',
				displayCondition: '={{ $parameter["callbackCheck"] === "any" }}',
			},
		],
		properties: TRIGGER_FIELDS,
	};

	methods = { credentialTest: { memoriesAiApiTest } };

	// memories.ai has no registry of webhooks: each upload brings its own callback URL, so there is nothing to set up. Only
	// what does not exist has n8n call `create`.
	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return false;
			},
			async create(this: IHookFunctions): Promise<boolean> {
				await refuseDatalake(this);
				return true;
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return true;
			},
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		const { events, httpStatus, headers, answer } = await receiveCallback(this);
		if (events.length > 0) {
			return { workflowData: [events.map((json) => ({ json }))], webhookResponse: answer };
		}
		this.getResponseObject().status(httpStatus).set(headers).json(answer);
		return { noWebhookResponse: true };
	}
}
