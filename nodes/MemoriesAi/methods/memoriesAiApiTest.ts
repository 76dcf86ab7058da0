import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	IHttpRequestOptions,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import { ApiFailure } from '../api/ApiFailure';
import { getBalance } from '../api/endpoints/datalake/balance';
import { accountApi } from '../api/endpoints/accountApi';
import { endpointsOf } from '../api/endpoints/endpointsOf';
import type { ApiContext } from '../api/transport/credential';
import type { HttpAnswer } from '../api/transport/envelope';
import { secretsOf, type StoredCredential } from '../state';
import { textOfFailure } from '../texts/failureTexts';

/** Somebody looks at a spinner meanwhile. */
const PATIENCE = { timeoutMs: 30_000, limitRetries: 0 };

/** Tests a credential, with what the node itself would ask first. Never throws for what memories.ai says. */
export async function memoriesAiApiTest(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const context = testContext(this, credential.data ?? {});
	const testing = accountApi(context, PATIENCE).then(async (api) => {
		if (api.apiVersion !== 'datalake') await endpointsOf(api).checkAccount(api);
		else if ((await getBalance(api)) <= 0) throw new ApiFailure('balance');
	});
	return await testing
		.then((): INodeCredentialTestResult => ({ status: 'OK', message: 'Connection successful' }))
		.catch((error: unknown): INodeCredentialTestResult => {
			if (!(error instanceof ApiFailure)) throw error;
			const { message, cure } = textOfFailure(error, secretsOf(context));
			return { status: 'Error', message: `${message}. ${cure}` };
		});
}

/** What n8n gives a credential test, in the form of what it gives a run: a test has one kind of request, without credential. */
function testContext(
	{ helpers, logger }: ICredentialTestFunctions,
	data: ICredentialDataDecryptedObject,
): ApiContext {
	const { request } = helpers;
	const getCredentials = async () => data as StoredCredential;
	return {
		logger,
		getCredentials,
		helpers: {
			async httpRequestWithAuthentication(
				this: { getCredentials: typeof getCredentials },
				_type: string,
				{ url, method, qs, headers, body, timeout }: IHttpRequestOptions,
			): Promise<HttpAnswer> {
				const { apiKey } = await this.getCredentials();
				return (await request({
					uri: url,
					method,
					qs,
					headers: { ...headers, Authorization: apiKey.trim() },
					...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
					timeout,
					followRedirect: false,
					followAllRedirects: false,
					resolveWithFullResponse: true,
					simple: false,
				})) as HttpAnswer;
			},
		},
	} as unknown as ApiContext;
}
