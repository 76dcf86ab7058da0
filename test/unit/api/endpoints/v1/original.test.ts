import { findOriginal } from '../../../../../nodes/MemoriesAi/api/endpoints/v1/original';
import { readEnvelope } from '../../../../../nodes/MemoriesAi/api/transport/envelope';
import { fakeApi } from '../../../support/fakeMemoriesAi';

test.each([
	['u', { video_no: 'VI1', unique_id: 'u' }],
	[undefined, { video_no: 'VI1' }],
])('the original in the part %s is what a request gives, a file or a no in JSON', async (uniqueId, body) => {
	const { api, requests } = fakeApi(() => new Error('Nothing is asked yet'));

	expect(await findOriginal(api, 'VI1', uniqueId)).toEqual({
		kind: 'request',
		request: {
			method: 'POST',
			endpoint: 'download',
			body,
			answerFormat: { accept: 'application/octet-stream, application/json', read: readEnvelope },
		},
	});
	expect(requests).toEqual([]);
});
