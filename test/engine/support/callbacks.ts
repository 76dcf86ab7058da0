import type { INodeParameters, WorkflowExecuteMode } from 'n8n-workflow';
import { prepareCallback, type CallbackRequest } from '../../../nodes/MemoriesAi/callback/callbackUrl';
import type { Simulator } from '../../simulator/simulator';
import { triggerUrl, type Delivery, type DeliveryResult, type TestCredential } from './engine';
import type { Stage } from './stage';
import { apiKey, credentialFor } from './uploads';

/** What follows the trigger's own URL in a link that was signed with the simulator's key, from its `?` on. */
export function signedQuery(request: Partial<CallbackRequest> = {}): string {
	const { url } = prepareCallback({
		url: triggerUrl,
		kind: 'upload',
		reference: '',
		uniqueId: '',
		apiKey,
		apiBaseUrl: 'https://api.memories.ai',
		...request,
	});
	return url.slice(triggerUrl.length);
}

/** How one call to the trigger differs from a usual one. */
export interface CallChanges extends Partial<Delivery> {
	credential?: Partial<TestCredential>;
	mode?: WorkflowExecuteMode;
}

/**
 * Calls a trigger that takes every event and finds out the API version by itself, unless told otherwise.
 *
 * @param body text as it is, anything else as JSON
 */
export async function callTrigger(
	{ engine, simulator }: Pick<Stage, 'engine' | 'simulator'>,
	parameters: INodeParameters,
	body: unknown,
	{ credential, mode, ...delivery }: CallChanges = {},
): Promise<DeliveryResult> {
	return await engine.deliver(
		{ events: ['all'], ...parameters },
		{ body: typeof body === 'string' ? body : JSON.stringify(body), ...delivery },
		credentialFor(simulator, { apiVersion: 'auto', ...credential }),
		mode,
	);
}

/** What memories.ai's own envelope looks like as an answer of ours. */
export function answered(code: number, msg: unknown = expect.any(String)) {
	return { code, msg, data: null };
}

/** How many requests of each kind a simulator got since it started, the uploads of the test's own left out. */
export function requestsOf({ journal }: Simulator): string[] {
	return journal
		.map(({ path }) => path.split('/').slice(-2).join('/'))
		.filter((path) => !path.endsWith('upload'));
}
