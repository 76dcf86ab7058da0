import type { NodeHint } from 'n8n-workflow';
import { LOCAL_HOST } from '../api/vocabulary/webAddress';

/** The host of what stands in the field; empty for what is no web address. */
const HOST =
	'(String($parameter["callbackUrl"] ?? "").match(new RegExp("^https?://([^/:?#]+)", "i")) ?? [])[1] ?? ""';

/** What the editor says about a callback URL that will not do, before anything is run. */
export const CALLBACK_URL_HINTS: NodeHint[] = [
	{
		message:
			"'Callback URL' is a Test URL, which n8n closes after two minutes or one call. Copy the Production URL of the Memories.ai Trigger instead",
		type: 'warning',
		location: 'outputPane',
		whenToDisplay: 'beforeExecution',
		displayCondition: '={{ String($parameter["callbackUrl"] ?? "").includes("/webhook-test/") }}',
	},
	{
		message:
			"'Callback URL' is an address that only your own network knows: memories.ai cannot call it. Set WEBHOOK_URL on your n8n to its public address, then copy the Production URL again, or use the Memories.ai Polling Trigger, which needs none",
		type: 'warning',
		location: 'outputPane',
		whenToDisplay: 'beforeExecution',
		displayCondition: `={{ new RegExp(${JSON.stringify(LOCAL_HOST.source)}).test(${HOST}) }}`,
	},
];
