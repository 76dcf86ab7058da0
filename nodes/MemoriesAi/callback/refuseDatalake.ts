import { NodeOperationError, type IHookFunctions } from 'n8n-workflow';
import { CREDENTIAL_NAME } from '../api/transport/credential';
import { apiVersionOf } from '../api/vocabulary/apiVersion';
import type { StoredCredential } from '../state';

/**
 * Refuses to wait for callbacks that never come: how the Datalake calls back is not documented, and no public client of it
 * has ever been called.
 *
 * @throws NodeOperationError for a credential with a Datalake key
 */
export async function refuseDatalake(context: IHookFunctions): Promise<void> {
	const { apiKey, apiVersion } = await context.getCredentials<StoredCredential>(CREDENTIAL_NAME);
	if (apiVersionOf({ apiKey: apiKey.trim(), apiVersion }) !== 'datalake') return;
	throw new NodeOperationError(
		context.getNode(),
		'memories.ai does not document callbacks for keys of the Datalake, so this trigger would never start',
		{
			description:
				"Use a Memories.ai Polling Trigger in its place, or switch on the option 'Wait Until Parsed' of the node that uploads",
		},
	);
}
