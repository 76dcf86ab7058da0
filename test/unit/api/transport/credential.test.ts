import { ApiFailure } from '../../../../nodes/MemoriesAi/api/ApiFailure';
import { accountApi } from '../../../../nodes/MemoriesAi/api/endpoints/accountApi';
import {
	readAccount,
	storedCredential,
	type ApiContext,
} from '../../../../nodes/MemoriesAi/api/transport/credential';
import { secretsOf } from '../../../../nodes/MemoriesAi/state';
import { failureOf } from '../../support/virtualTime';

function contextWith(values: object) {
	const getCredentials = jest.fn(async () => ({
		apiKey: 'sk-test',
		baseUrl: 'https://api.memories.ai',
		apiVersion: 'auto',
		...values,
	}));
	return { getCredentials, context: { getCredentials } as unknown as ApiContext };
}

test('is read once a run, and whoever changes what he gets changes nothing for others', async () => {
	const { getCredentials, context } = contextWith({});
	const first = await storedCredential(context);
	first.apiKey = 'changed';
	expect(await storedCredential(context)).toMatchObject({ apiKey: 'sk-test' });
	expect(getCredentials).toHaveBeenCalledTimes(1);
	expect(getCredentials).toHaveBeenCalledWith('memoriesAiApi');
});

test.each([
	[{}, { apiKey: 'sk-test', baseUrl: 'https://api.memories.ai' }],
	[{ apiKey: '  sk-test\n' }, { apiKey: 'sk-test' }],
	[{ baseUrl: ' https://api.memories.ai/// ' }, { baseUrl: 'https://api.memories.ai' }],
	[{ baseUrl: 'HTTP://127.0.0.1:8080/prefix/' }, { baseUrl: 'HTTP://127.0.0.1:8080/prefix' }],
])('%j', async (values, account) => {
	const { context } = contextWith(values);
	expect(await readAccount(context)).toMatchObject({ apiVersion: 'auto', ...account });
	expect(secretsOf(context)).toEqual(['sk-test']);
});

test.each(['', '   ', undefined, 7])('the key %j is none', async (apiKey) => {
	expect(await failureOf(readAccount(contextWith({ apiKey }).context), ApiFailure)).toMatchObject({
		kind: 'keyMissing',
	});
});

test.each(['two words', 'ключ', 'sk\u0000'])('no header takes the key %j', async (apiKey) => {
	expect(await failureOf(readAccount(contextWith({ apiKey }).context), ApiFailure)).toMatchObject({
		kind: 'key',
	});
});

test.each([
	'',
	'api.memories.ai',
	'ftp://api.memories.ai',
	'xhttps://a',
	'https://',
	'https://a:b:c',
	undefined,
	7,
])('the base URL %j is none', async (baseUrl) => {
	expect(await failureOf(readAccount(contextWith({ baseUrl }).context), ApiFailure)).toMatchObject({
		kind: 'baseUrl',
	});
});

test('the API of an account: where it is, its generation, and the patience that was asked for', async () => {
	const { context } = contextWith({ apiVersion: 'v1.1' });
	expect(await accountApi(context, { timeoutMs: 5, limitRetries: 1 })).toEqual({
		context,
		baseUrl: 'https://api.memories.ai',
		apiVersion: 'v1.1',
		timeoutMs: 5,
		limitRetries: 1,
	});
});
