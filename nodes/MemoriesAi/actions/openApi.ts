import type { IExecuteFunctions } from 'n8n-workflow';
import { findAccountApi } from '../api/accountApi';
import { API_VERSIONS } from '../api/apiVersion';
import { apiError, versionError } from '../api/errors';
import type { ApiAccess } from '../api/request';
import type { Operation } from './operation';

/** Over a minute of pauses, the time that memories.ai counts its tightest limits in. */
const PATIENCE = { timeoutMs: 60_000, limitRetries: 5 };

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
	const found = await findAccountApi(context, PATIENCE);
	if (found.kind !== 'found') throw apiError(node, found, itemIndex);
	if (!apiVersions.includes(found.api.apiVersion)) {
		const needed = API_VERSIONS.find((candidate) => apiVersions.includes(candidate)) ?? 'v1.2';
		throw versionError(node, itemIndex, option.name, needed, 'Choose another operation');
	}
	return found.api;
}
