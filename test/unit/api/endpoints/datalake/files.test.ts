import {
	findClip,
	findFrame,
	findOriginal,
} from '../../../../../nodes/MemoriesAi/api/endpoints/datalake/files';
import { fakeDatalake, said } from '../../../support/fakeDatalake';

const address = 'https://cdn.example.com/a.mp4?signature=b';

test.each([
	['the original', findOriginal, [], 'source_url', 'GET /videos/v%2F1', {}],
	['a part', findClip, [1.5, 3], 'url', 'GET /videos/v%2F1/clip', { start: 1.5, end: 3 }],
	['a part, by its other name', findClip, [0, 3], 'clip_url', 'GET /videos/v%2F1/clip', { start: 0, end: 3 }],
	['a picture', findFrame, [2], 'url', 'GET /videos/v%2F1/frame', { t: 2 }],
] as const)('%s is at an address', async (_case, find, times, name, request, qs) => {
	const { api, requests, asked } = fakeDatalake(() => said({ [name]: address }));
	const [startTime = 0, endTime = 0] = times;

	expect(await find(api, 'v/1', startTime, endTime)).toEqual({ kind: 'link', address });
	expect(asked()).toEqual([request]);
	expect(requests[0]?.qs ?? {}).toEqual(qs);
});

test.each([[{}], [{ url: '', clip_url: 'null', source_url: null }]])('%j names none', async (answer) => {
	const { api } = fakeDatalake(() => said(answer));

	expect(await findOriginal(api, 'v1')).toBeUndefined();
	expect(await findClip(api, 'v1', 0, 1)).toBeUndefined();
	expect(await findFrame(api, 'v1', 0)).toBeUndefined();
});
