import { failureOf, outputOf } from '../n8n/execution';
import type { WorkflowJson } from '../n8n/workflow';
import type { StoredCredential } from '../n8n/n8nApi';
import { Stage } from './support/stage';

let stage: Stage;

beforeAll(async () => {
	stage = await Stage.open();
});
afterAll(async () => {
	await stage.close();
});

/** An endpoint that no node of this package calls, called as n8n's documentation says: with our credential's type. */
function workflowWith({ id, name }: StoredCredential): WorkflowJson {
	return {
		name: 'A call of my own',
		nodes: [
			{
				name: 'Start',
				type: 'n8n-nodes-base.manualTrigger',
				typeVersion: 1,
				position: [0, 0],
				parameters: {},
			},
			{
				name: 'Call',
				type: 'n8n-nodes-base.httpRequest',
				typeVersion: 4.2,
				position: [220, 0],
				parameters: {
					method: 'POST',
					url: `${stage.simulator.url}/serve/api/v1/list_videos`,
					authentication: 'predefinedCredentialType',
					nodeCredentialType: 'memoriesAiApi',
					sendHeaders: true,
					headerParameters: { parameters: [{ name: 'X-Mine', value: 'kept' }] },
					sendBody: true,
					specifyBody: 'json',
					jsonBody: '{ "page": 1, "size": 1 }',
				},
				credentials: { memoriesAiApi: { id, name } },
			},
		],
		connections: { Start: { main: [[{ node: 'Call', type: 'main', index: 0 }]] } },
	};
}

test('the editor offers the credential to the HTTP Request node', async () => {
	const types = await stage.n8n.api.credentialTypes();

	// The editor lists the types that say how they authenticate.
	expect(types.find(({ name }) => name === 'memoriesAiApi')).toMatchObject({ authenticate: {} });
});

test('the HTTP Request node signs its calls with the credential', async () => {
	const credential = await stage.credential({ apiKey: ' sk-simulator\n' });
	const { id } = await stage.n8n.api.importWorkflow(workflowWith(credential));
	const execution = await stage.n8n.api.runWorkflow(id, { triggerName: 'Start' });

	expect(failureOf(execution)).toBeUndefined();
	expect(outputOf(execution, 'Call')).toEqual([expect.objectContaining({ code: '0000' })]);
	expect(stage.simulator.journal.at(-1)).toMatchObject({
		path: '/serve/api/v1/list_videos',
		headers: { authorization: 'sk-simulator', 'x-mine': 'kept' },
	});
});
