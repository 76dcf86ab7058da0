import type { IExecuteFunctions } from 'n8n-workflow';
import { readAccount } from '../../api/transport/credential';
import { V1_VERSIONS } from '../../api/vocabulary/apiVersion';
import { prepareCallback } from '../../callback/callbackUrl';
import type { LinkKind } from '../../callback/linkToken';
import { keepSecret } from '../../state';
import { field } from '../fields/field';
import { address } from '../fields/readers';
import type { UploadOptions } from './uploadOptions';

/** The field for the address that memories.ai calls. */
export const callbackUrlField = field(
	{
		displayName: 'Callback URL',
		name: 'callbackUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://n8n.example.com/webhook/1a2b3c',
		hint: 'The Production URL of a Memories.ai Trigger node, to get an event when the video is ready. Without a public address, use the Memories.ai Polling Trigger.',
		description:
			'The address memories.ai calls when the status of the video changes. Leave it empty to upload without a callback.',
	},
	address,
	{
		apiVersions: V1_VERSIONS,
		wayOut:
			"Leave it empty, and switch on the option 'Wait Until Parsed' or start another workflow with a Memories.ai Polling Trigger",
	},
);

/**
 * The callback URL as it is sent, undefined when none is wanted.
 *
 * @param url what stands in the field
 * @param video what a signed URL carries
 * @param kind what the URL is made for
 * @throws UserError for a URL that memories.ai could not call
 * @throws ApiFailure when the credential is not usable
 */
export async function callbackUrlToSend(
	context: IExecuteFunctions,
	url: string | undefined,
	{ reference = '', uniqueId = '' }: { reference?: string | undefined; uniqueId?: string | undefined },
	{ signCallback }: Pick<UploadOptions, 'signCallback'>,
	kind: LinkKind = 'upload',
): Promise<string | undefined> {
	const { apiKey, baseUrl } = await readAccount(context);
	if (url === undefined) return undefined;
	const prepared = prepareCallback({
		url,
		kind,
		reference,
		uniqueId,
		apiKey: signCallback ? apiKey : undefined,
		apiBaseUrl: baseUrl,
	});
	keepSecret(context, prepared.secret);
	return prepared.url;
}
