import type { IHttpRequestOptions } from 'n8n-workflow';
import { MemoriesAiApi } from '../../../credentials/MemoriesAiApi.credentials';

const request: IHttpRequestOptions = {
	method: 'POST',
	url: 'https://api.memories.ai/serve/api/v1/list_videos',
	headers: { Accept: 'application/json' },
	body: { page: 1 },
};

const signed = async (apiKey: unknown) =>
	await new MemoriesAiApi().authenticate({ apiKey: apiKey as string }, request);

test.each([
	['sk-mavi-1', 'sk-mavi-1'],
	['sk-mai-1', 'sk-mai-1'],
	[' sk-1\n', 'sk-1'],
	['Bearer sk-mai-1', 'Bearer sk-mai-1'],
	['', ''],
	[undefined, ''],
	[7, ''],
])('the key %j travels as %j', async (apiKey, header) => {
	expect((await signed(apiKey)).headers).toEqual({ Accept: 'application/json', Authorization: header });
});

test('the rest of a request stays as it is, and the given request too', async () => {
	const given = structuredClone(request);
	const { headers, ...rest } = await signed('sk-1');
	expect({ ...rest, headers: { Accept: headers?.Accept } }).toEqual(given);
	expect(request).toEqual(given);
});

test('a request without headers gets its one', async () => {
	const { headers } = await new MemoriesAiApi().authenticate({ apiKey: 'sk-1' }, { url: 'https://a.b' });
	expect(headers).toEqual({ Authorization: 'sk-1' });
});
