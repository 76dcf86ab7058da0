import { NodeOperationError, type IHookFunctions } from 'n8n-workflow';
import { refuseDatalake } from '../../../nodes/MemoriesAi/callback/refuseDatalake';

const context = (apiKey: string, apiVersion: string) =>
	({
		getCredentials: async (name: string) => (name === 'memoriesAiApi' ? { apiKey, apiVersion } : {}),
		getNode: () => ({ name: 'Memories.ai Trigger', parameters: {} }),
	}) as unknown as IHookFunctions;

test.each([
	['sk-mai-1', 'auto'],
	[' sk-mai-1\n', 'auto'],
	['sk-1', 'datalake'],
])(
	'a trigger does not wait for callbacks with the key <%s> and the version %s',
	async (apiKey, apiVersion) => {
		const refusal = refuseDatalake(context(apiKey, apiVersion));

		await expect(refusal).rejects.toBeInstanceOf(NodeOperationError);
		await expect(refusal).rejects.toMatchObject({
			message: expect.stringMatching(/^memories.ai does not document callbacks/) as string,
			description: expect.stringMatching(/Polling Trigger .* 'Wait Until Parsed'/) as string,
		});
	},
);

test.each([
	['sk-1', 'auto'],
	['sk-1', 'v1.2'],
	['sk-mai-1', 'v1.2'],
])('but with the key <%s> and the version %s', async (apiKey, apiVersion) => {
	await expect(refuseDatalake(context(apiKey, apiVersion))).resolves.toBeUndefined();
});
