import { requestFetch } from '../../../../nodes/MemoriesAi/upload/transfer/requestFetch';
import { TransferFailure } from '../../../../nodes/MemoriesAi/upload/transfer/TransferFailure';
import { accepted, broken, fakeApi, limited, refused, type Answer } from '../../support/fakeMemoriesAi';
import { failureOf } from '../../support/virtualTime';

function fetching(answer: Answer) {
	const fake = fakeApi(() => answer);
	const run = async () =>
		await requestFetch({
			api: fake.api,
			url: 'https://example.com/a.mp4?x=1&y=2',
			fields: [
				['tags', 'a'],
				['tags', 'b'],
			],
			query: { callback: 'https://n8n.example.com' },
		});
	return { ...fake, run };
}

test('asks once, in a form, and waits ten minutes', async () => {
	const { run, requests } = fetching(accepted({ videoNo: 'VI1' }));
	expect(await run()).toEqual({ videoNo: 'VI1' });

	expect(requests).toHaveLength(1);
	expect(requests[0]).toMatchObject({
		method: 'POST',
		endpoint: 'upload_url',
		timeout: 600_000,
		qs: { callback: 'https://n8n.example.com' },
		body: 'url=https%3A%2F%2Fexample.com%2Fa.mp4%3Fx%3D1%26y%3D2&tags=a&tags=b',
		headers: { 'Content-Type': 'application/x-www-form-urlencoded', Accept: 'application/json' },
	});
});

test.each<[string, Answer, boolean]>([
	['a broken connection', broken('ECONNRESET'), true],
	['a gateway’s no', { statusCode: 502, body: '' }, true],
	['an answer of another', { body: '<html>' }, true],
	['no connection', broken('ENOTFOUND'), false],
	['a limit, which is not waited out here', limited('0'), false],
	['a refusal', refused('0003'), false],
])('%s', async (_case, answer, mayHaveArrived) => {
	const { run, requests } = fetching(answer);
	const failure = await failureOf(run(), TransferFailure);

	expect(failure).toMatchObject({ mayHaveArrived, cause: { name: 'ApiFailure' } });
	expect(requests).toHaveLength(1);
});

test('a fault of ours stays one', async () => {
	const fault = new TypeError('x is not a function');
	expect(await failureOf(fetching(fault).run(), TypeError)).toBe(fault);
});
