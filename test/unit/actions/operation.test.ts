import type { IExecuteFunctions } from 'n8n-workflow';
import { tagField } from '../../../nodes/MemoriesAi/actions/fields/tag';
import { defineOperation } from '../../../nodes/MemoriesAi/actions/operation';
import type { ApiVersion, ApiVersionSetting } from '../../../nodes/MemoriesAi/api/vocabulary/apiVersion';
import { UserError } from '../../../nodes/MemoriesAi/texts/UserError';
import { accepted, fakeApi, refused, type Answer, type SentRequest } from '../support/fakeMemoriesAi';
import { failureOf } from '../support/virtualTime';

/** An operation with a tag, which says that it ran. */
function running(
	apiVersion: ApiVersionSetting,
	{ tag = '', apiVersions }: { tag?: string; apiVersions?: readonly ApiVersion[] },
	answer: (request: SentRequest) => Answer = () => accepted({ videos: [], total_count: 0 }),
) {
	const { api, requests } = fakeApi(answer);
	const apiKey = apiVersion === 'datalake' ? 'sk-mai-test' : 'sk-test';
	const context = {
		...api.context,
		getCredentials: async () => ({ apiKey, baseUrl: api.baseUrl, apiVersion }),
		getNode: () => ({ parameters: {} }),
		getNodeParameter: (_name: string, _itemIndex: number, preset: unknown) => (tag === '' ? preset : tag),
	} as unknown as IExecuteFunctions;
	const operation = defineOperation({
		option: { name: 'Do It', value: 'doIt' },
		...(apiVersions && { apiVersions }),
		fields: { tag: tagField },
		execute: async ({ openApi }) => [{ json: { apiVersion: (await openApi()).apiVersion } }],
	});
	return { requests, run: async () => await operation.run(context, 0) };
}

describe('what the generation of the account lacks is refused before anything is sent', () => {
	test.each<[ApiVersionSetting, Parameters<typeof running>[1], string]>([
		['v1.1', { tag: 'x' }, "'Tag' needs version v1.2 of the memories.ai API"],
		['v1.1', { apiVersions: ['v1.2'] }, "'Do It' needs version v1.2 of the memories.ai API"],
		['v1.2', { apiVersions: ['v1.1'] }, "'Do It' needs version v1.1 of the memories.ai API"],
		['v1.2', { apiVersions: ['datalake'] }, "'Do It' needs a key of the memories.ai Datalake"],
		['datalake', { apiVersions: ['v1.1', 'v1.2'] }, "'Do It' does not exist in the memories.ai Datalake"],
	])('%s: %j', async (apiVersion, made, message) => {
		const { run, requests } = running(apiVersion, made);

		expect((await failureOf(run(), UserError)).message).toBe(message);
		expect(requests).toEqual([]);
	});

	test('or as soon as the account says which it is', async () => {
		const onlyV11 = ({ url }: SentRequest) =>
			url.includes('/serve/api/v1/')
				? { statusCode: 404, body: '' }
				: accepted({ videos: [], total_count: 0 });
		const { run, requests } = running('auto', { tag: 'x' }, onlyV11);

		expect((await failureOf(run(), UserError)).message).toBe(
			"'Tag' needs version v1.2 of the memories.ai API",
		);
		expect(requests).toHaveLength(1);
	});
});

test.each<[ApiVersionSetting, Parameters<typeof running>[1], string]>([
	['v1.1', {}, 'v1.1'],
	['v1.2', { tag: 'x' }, 'v1.2'],
	['v1.2', { apiVersions: ['v1.2'] }, 'v1.2'],
	['auto', { tag: 'x' }, 'v1.2'],
])('%s has what it has: %j', async (apiVersion, made, used) => {
	expect(await running(apiVersion, made).run()).toEqual([{ json: { apiVersion: used } }]);
});

test('a version that cannot be found out is an error', async () => {
	await expect(running('auto', {}, () => refused('9009')).run()).rejects.toMatchObject({
		name: 'ApiFailure',
	});
});
