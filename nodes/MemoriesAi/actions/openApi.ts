import type { IExecuteFunctions } from 'n8n-workflow';
import { readAccount } from '../api/account';
import { API_VERSIONS } from '../api/apiVersion';
import { detectApiVersion } from '../api/detectApiVersion';
import { apiError, versionError } from '../api/errors';
import type { ApiAccess } from '../api/request';
import type { Operation } from './operation';

const TIMEOUT_MS = 60_000;
/** Over a minute of pauses, the time that memories.ai counts its tightest limits in. */
const LIMIT_RETRIES = 5;

/**
 * The account's API, for an operation that its generation has.
 *
 * @throws NodeOperationError when the credential is not usable, or the generation lacks the operation
 * @throws NodeApiError when the generation cannot be found out
 */
export async function openApi(
	context: IExecuteFunctions,
	itemIndex: number,
	{ apiVersions, option }: Operation,
): Promise<ApiAccess> {
	const node = context.getNode();
	const account = await readAccount(context);
	const version = await detectApiVersion(context, account, LIMIT_RETRIES);
	if (version.kind !== 'found') throw apiError(node, version, itemIndex);
	const { apiVersion } = version;
	if (!apiVersions.includes(apiVersion)) {
		const needed = API_VERSIONS.find((candidate) => apiVersions.includes(candidate)) ?? 'v1.2';
		throw versionError(node, itemIndex, option.name, needed, 'Choose another operation');
	}
	return { baseUrl: account.baseUrl, apiVersion, timeoutMs: TIMEOUT_MS, limitRetries: LIMIT_RETRIES };
}
