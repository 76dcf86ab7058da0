import { readDelivery } from '../../../nodes/MemoriesAi/callback/delivery';

const read = (body: string) => readDelivery(Buffer.from(body));

test.each([
	[
		'v1.1 upload',
		'{"videoNo":"mavi_video_1","clientId":"c","status":"PARSE"}',
		{ videoNo: 'mavi_video_1', clientId: 'c', status: 'PARSE' },
	],
	['v1.2 upload', '{"videoNo":"VI1","status":"UNPARSE"}', { videoNo: 'VI1', status: 'UNPARSE' }],
	['import task', '{"taskId":"t","status":"SUCCEEDED"}', { taskId: 't', status: 'SUCCEEDED' }],
	[
		'video of an import',
		'{"videoId":"VI2","message":"m","taskId":"t","status":"INDEXING_SUCCEEDED"}',
		{ videoNo: 'VI2', taskId: 't', status: 'INDEXING_SUCCEEDED' },
	],
	['snake case', '{"video_no":"VI3","status":"FAIL"}', { videoNo: 'VI3', status: 'FAIL' }],
	[
		'under data',
		'{"code":"0000","data":{"video_id":"VI4","videoStatus":"PARSE"}}',
		{ videoNo: 'VI4', status: 'PARSE' },
	],
	[
		'a numeric id',
		'{"videoNo":554046065381212160,"status":"PARSE"}',
		{ videoNo: '554046065381212160', status: 'PARSE' },
	],
	['a byte order mark', '\uFEFF{"videoNo":"VI5","status":"PARSE"}', { videoNo: 'VI5', status: 'PARSE' }],
	[
		'an empty id beside a good one',
		'{"videoNo":" ","video_no":"VI6","status":"PARSE"}',
		{ videoNo: 'VI6', status: 'PARSE' },
	],
])('%s', (_case, body, expected) => {
	expect(read(body)).toEqual({ ...expected, body: expect.any(Object) as object });
});

test.each([
	'',
	'x',
	'[]',
	'{}',
	'null',
	'1',
	'{"videoNo":"VI1"}',
	'{"status":"PARSE"}',
	'{"videoNo":null,"status":"PARSE"}',
	'{"videoNo":"VI1","status":{}}',
	'{"__proto__":{"videoNo":"VI1","status":"PARSE"}}',
])('%s is no callback', (body) => {
	expect(read(body)).toBeUndefined();
});
