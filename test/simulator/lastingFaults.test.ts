import { closeSimulators, openSimulator, postJson, send, upload } from './testClient';

const listPath = '/serve/api/v1/list_videos';

afterEach(async () => {
	jest.restoreAllMocks();
	await closeSimulators();
});

it('a refusing API', async () => {
	const simulator = await openSimulator();
	simulator.faults.always('anywhere', { kind: 'envelope', code: '9009', msg: 'Permission denied' });

	for (const path of [listPath, '/serve/api/video/list_videos']) {
		expect((await postJson(simulator, path, {})).json).toMatchObject({ code: '9009' });
	}
	expect((await send(simulator, 'GET', '/nowhere')).json).toEqual({ code: '9009', msg: 'Permission denied' });

	simulator.faults.always('anywhere', undefined);
	expect((await postJson(simulator, listPath, {})).json).toMatchObject({ code: '0000' });
});

it('a silent API', async () => {
	const simulator = await openSimulator();
	simulator.faults.always('anywhere', { kind: 'silentAfterBody', createVideo: false });
	const requests = [upload(simulator), postJson(simulator, listPath, {})].map((request) =>
		request.then(
			() => 'answered',
			() => 'broken off',
		),
	);
	while (simulator.journal.filter(({ isBodyWhole }) => isBodyWhole).length < 2) {
		await new Promise((resolve) => setImmediate(resolve));
	}

	await simulator.close();

	expect(await Promise.all(requests)).toEqual(['broken off', 'broken off']);
	expect(simulator.journal.map(({ answer }) => answer)).toEqual([undefined, undefined]);
	expect(simulator.videos).toEqual([]);
});

it('a slow API', async () => {
	const simulator = await openSimulator();
	simulator.faults.always('anywhere', { kind: 'lateAnswer', by: { ms: 20 } });
	const delays = jest.spyOn(globalThis, 'setTimeout');

	await upload(simulator);
	expect((await postJson(simulator, listPath, {})).json).toMatchObject({ data: { total_count: 1 } });

	expect(delays.mock.calls.filter(([, ms]) => ms === 20)).toHaveLength(2);
});

it('for one endpoint, before what lasts for all; queued before lasting', async () => {
	const simulator = await openSimulator();
	const http = (status: number) => ({ kind: 'http', status }) as const;
	simulator.faults.always('anywhere', http(501));
	simulator.faults.always('upload', http(502));
	simulator.faults.next('anywhere', http(503));
	simulator.faults.next('upload', http(504));

	const statuses = [];
	for (let count = 0; count < 3; count++) statuses.push((await upload(simulator)).status);
	statuses.push((await postJson(simulator, listPath, {})).status);
	simulator.faults.clear();
	statuses.push((await upload(simulator)).status);

	expect(statuses).toEqual([504, 503, 502, 501, 200]);
});
