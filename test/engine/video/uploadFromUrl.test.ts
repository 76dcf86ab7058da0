import { noFault } from '../../simulator/commonFaults';
import { hurry } from '../support/hurry';
import { Stage } from '../support/stage';
import { apiKey } from '../support/uploads';

const stage = Stage.forEachTest();

const videoUrl = 'https://cdn.example.com/videos/My%20interview.mp4?signature=abc&expires=1';
const callbackUrl = 'https://n8n.example.com/webhook/abc/memories-ai';
const requests = () => stage.simulator.journal.filter(({ path }) => path.endsWith('/upload_url'));

describe.each(['v1.1', 'v1.2'] as const)('API %s', (version) => {
	test('sends the page’s request: an urlencoded form with the URL and the callback', async () => {
		const options = { signCallback: false };
		const run = await stage.runOn(version, 'uploadFromUrl', { videoUrl, callbackUrl, options });

		expect(run.status).toBe('success');
		expect(stage.simulator.journal).toHaveLength(1);
		expect(stage.simulator.journal[0]).toMatchObject({
			method: 'POST',
			path: version === 'v1.1' ? '/serve/api/video/upload_url' : '/serve/api/v1/upload_url',
			query: [],
			fields: [
				['url', videoUrl],
				['callback', callbackUrl],
			],
			headers: {
				authorization: apiKey,
				'content-type': expect.stringMatching(/^application\/x-www-form-urlencoded/) as string,
			},
		});
	});

	test('gives memories.ai’s answer and what the node knows, but not the URL, which may be signed', async () => {
		const additionalFields = { reference: '={{ "order-" + $json.id }}' };
		const items = [{ json: { id: 1 } }, { json: { id: 2 } }];
		const run = await stage.runOn(version, 'uploadFromUrl', { videoUrl, additionalFields }, items);

		const answered =
			version === 'v1.2' ? { videoStatus: 'UNPARSE', uploadTime: expect.any(String) as string } : {};
		expect(run.items).toEqual(
			stage.simulator.videos.map(({ videoNo }, item) => ({
				json: {
					videoNo,
					videoName: expect.any(String) as string,
					...answered,
					reference: `order-${item + 1}`,
					apiVersion: version,
				},
				pairedItem: { item },
			})),
		);
		expect(run.items).toHaveLength(2);
		expect(JSON.stringify(run.items)).not.toContain('signature=abc');
	});
});

test('sends the fields of v1.2 and a signed callback, as Upload does', async () => {
	await stage.runOn('v1.2', 'uploadFromUrl', {
		videoUrl,
		callbackUrl,
		additionalFields: { reference: 'order-1', tags: 'beach, sun', uniqueId: 'team-a', folderId: '7' },
	});

	const { callback, ...fields } = Object.fromEntries(requests()[0]?.fields ?? []);
	expect(callback).toMatch(/\/memories-ai\?mai=[\w-]{58,}$/);
	expect(fields).toEqual({ url: videoUrl, tags: 'sun', unique_id: 'team-a', folder_id: '7' });
	expect(stage.simulator.videos[0]).toMatchObject({ uniqueId: 'team-a', tags: ['beach', 'sun', 'api'] });
});

test('the callback can travel in the query instead, and then only there', async () => {
	const options = { callbackLocation: 'query', signCallback: false };
	await stage.runOn('v1.2', 'uploadFromUrl', { videoUrl, callbackUrl, options });

	expect(requests()[0]).toMatchObject({ query: [['callback', callbackUrl]], fields: [['url', videoUrl]] });
});

describe('refused before anything is sent', () => {
	test.each([
		['my video', "'Video URL' is not a web address"],
		['ftp://example.com/a.mp4', "'Video URL' is not a web address"],
		[
			'https://www.youtube.com/watch?v=1',
			"'Video URL' points to a page on www.youtube.com, not to a video file",
		],
		[
			'https://drive.google.com/file/d/1/view',
			"'Video URL' points to a page on drive.google.com, not to a video file",
		],
	])('%s', async (url, message) => {
		const run = await stage.runOn('v1.2', 'uploadFromUrl', { videoUrl: url });

		expect(run.error).toMatchObject({ message: `${message} [Item 0]`, context: { itemIndex: 0 } });
		expect(stage.simulator.journal).toEqual([]);
	});

	test.each([
		['a callback URL that is none', { callbackUrl: 'my webhook' }, /'Callback URL' is not a web address/],
		['too many tags', { additionalFields: { tags: 'x,'.repeat(21) } }, /'Tags' has 21 tags/],
	])('%s', async (_case, fields, message) => {
		const run = await stage.runOn('v1.2', 'uploadFromUrl', { videoUrl, ...fields });

		expect(run.error?.message).toMatch(message);
		expect(stage.simulator.journal).toEqual([]);
	});

	test('an address of this network, where the API is not on it', async () => {
		const run = await stage.engine.runNode(
			{ resource: 'video', operation: 'uploadFromUrl', videoUrl: 'http://nas:8080/a.mp4' },
			[{ json: {} }],
			{ baseUrl: 'https://api.memories.ai', apiKey, apiVersion: 'v1.2' },
		);

		expect(run.error?.message).toBe("'Video URL' points to nas, which memories.ai cannot reach [Item 0]");
	});
});

describe('never a second video', () => {
	const limit = { kind: 'http', status: 429, headers: { 'retry-after': '0' } } as const;

	test('asks again after the request limit, as often as Max Retries says', async () => {
		stage.simulator.faults.next('upload_url', limit, { times: 3 });
		const run = await stage.runOn('v1.2', 'uploadFromUrl', { videoUrl });

		expect(run.items[0]?.json.videoNo).toBe(stage.simulator.videos[0]?.videoNo);
		expect(requests()).toHaveLength(4);

		stage.simulator.faults.next('upload_url', limit, { times: 2 });
		const refused = await stage.runOn('v1.2', 'uploadFromUrl', { videoUrl, options: { maxRetries: 1 } });
		expect(refused.error?.message).toBe('memories.ai has reached its request limit [Item 0]');
	});

	test.each([
		['a connection that broke', { kind: 'dropAfterBody', createVideo: true }],
		['a cut-off answer', { kind: 'truncatedJson' }],
		['0000 without data', { kind: 'noData' }],
	] as const)('finds the video in the account after %s', async (_case, fault) => {
		stage.simulator.faults.next('upload_url', fault);
		const run = await stage.runOn('v1.2', 'uploadFromUrl', { videoUrl });

		expect(run.items[0]?.json).toMatchObject({
			videoNo: stage.simulator.videos[0]?.videoNo,
			recovered: true,
		});
		expect(requests()).toHaveLength(1);
	});

	test.each([
		['a connection that broke', { kind: 'dropAfterBody', createVideo: false }],
		['a gateway’s page', { kind: 'http', status: 504, body: '<h1>Gateway Timeout</h1>' }],
	] as const)('does not ask again after %s, even where no video is to be seen yet', async (_case, fault) => {
		hurry();
		stage.simulator.faults.next('upload_url', fault);
		const run = await stage.runOn('v1.2', 'uploadFromUrl', { videoUrl });

		expect(run.error?.message).toBe('memories.ai did not confirm the upload [Item 0]');
		expect(JSON.stringify([run.error?.message, run.error?.description])).not.toContain('cdn.example.com');
		expect(requests()).toHaveLength(1);
	});

	test('asks again where no connection came about, and then says so', async () => {
		const log = jest.spyOn(stage.engine.logger, 'info');
		const run = await stage.engine.runNode(
			{ resource: 'video', operation: 'uploadFromUrl', videoUrl, options: { maxRetries: 1 } },
			[{ json: {} }],
			{ baseUrl: 'http://127.0.0.1:9', apiKey, apiVersion: 'v1.2' },
		);

		expect(run.error).toMatchObject({
			message: 'memories.ai did not answer [Item 0]',
			description: expect.stringContaining('ECONNREFUSED') as string,
		});
		expect(log.mock.calls.some(([line]) => line.includes('next try in'))).toBe(true);
	});

	test('Retry On Fail does not upload a finished item again', async () => {
		stage.simulator.faults.next('upload_url', noFault);
		stage.simulator.faults.next('upload_url', { kind: 'envelope', code: '0001', msg: 'network abnormal' });
		const run = await stage.runOn('v1.2', 'uploadFromUrl', { videoUrl }, [{ json: {} }, { json: {} }], {
			node: { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 },
		});

		expect(run.items.map(({ json }) => json.videoNo)).toEqual(
			stage.simulator.videos.map(({ videoNo }) => videoNo),
		);
		expect(requests()).toHaveLength(3);
	});
});
