import { readDeliveries } from '../../../nodes/MemoriesAi/callback/delivery';

const read = (body: string) => readDeliveries(Buffer.from(body), 'utf-8');

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
		'under data, in an envelope with a status of its own',
		'{"code":"0000","status":"success","data":{"videoNo":"VI4","status":"PARSE"}}',
		{ videoNo: 'VI4', status: 'PARSE' },
	],
	[
		'a task above its video',
		'{"taskId":"t","data":{"videoNo":"VI4","status":"PARSE"}}',
		{ videoNo: 'VI4', taskId: 't', status: 'PARSE' },
	],
	[
		'a status above its video',
		'{"status":"PARSE","data":{"videoNo":"VI4"}}',
		{ videoNo: 'VI4', status: 'PARSE' },
	],
	['a status that is a number', '{"videoNo":"VI1","status":1}', { videoNo: 'VI1', status: '1' }],
	['a status in a list', '{"videoNo":"VI1","status":["PARSE"]}', { videoNo: 'VI1' }],
	['no status', '{"videoNo":"VI1"}', { videoNo: 'VI1' }],
	['a status that is no word', '{"videoNo":"VI1","status":{}}', { videoNo: 'VI1' }],
	['a status of 65 characters', `{"videoNo":"VI1","status":"${'x'.repeat(65)}"}`, { videoNo: 'VI1' }],
	[
		'a task whose id has 69 characters',
		'{"taskId":"31b0fccb-d6f9-4135-922d-1e8828499812_d7a7427b502df6c8e31de003675b7b77","status":"FAILED"}',
		{ taskId: '31b0fccb-d6f9-4135-922d-1e8828499812_d7a7427b502df6c8e31de003675b7b77', status: 'FAILED' },
	],
	['an id of 64 characters', `{"videoNo":"${'x'.repeat(64)}"}`, { videoNo: 'x'.repeat(64) }],
	[
		'an empty id beside a good one',
		'{"videoNo":" ","video_no":"VI6","status":"PARSE"}',
		{ videoNo: 'VI6', status: 'PARSE' },
	],
])('%s', (_case, body, expected) => {
	expect(read(body)).toEqual([{ ...expected, body: expect.any(Object) as object }]);
});

test.each([
	'',
	'x',
	'[]',
	'{}',
	'null',
	'1',
	'{"status":"PARSE"}',
	'{"videoNo":null,"status":"PARSE"}',
	'{"taskId":"t"}',
	'{"videoNo":"VI1","x":"without end',
	'{"videoNo":"VI 1","status":"PARSE"}',
	'{"videoNo":"../VI1","status":"PARSE"}',
	'{"videoNo":"VI1\\n2","status":"PARSE"}',
	'{"videoNo":"VI 1","taskId":"t","status":"PARSE"}',
	'{"videoNo":"VI1","taskId":"t/2","status":"PARSE"}',
	'{"videoNo":1.5,"status":"PARSE"}',
	'{"videoNo":1e400,"status":"PARSE"}',
	'{"videoNo":["VI1"],"status":"PARSE"}',
	'{"videoNo":{"id":"VI1"},"status":"PARSE"}',
	'{"videoNo":true,"status":"PARSE"}',
	'{"videoNo":"VI1\\u0000","status":"PARSE"}',
	'{"videoNo":"VI1\\u200b","status":"PARSE"}',
	'[[{"videoNo":"VI1","status":"PARSE"}]]',
	'"{\\"videoNo\\":\\"VI1\\"}"',
	'{"videoNo":"VI1"}{"videoNo":"VI2"}',
	'{"__proto__":{"videoNo":"VI1","status":"PARSE"}}',
])('<%s> is no callback', (body) => {
	expect(read(body)).toEqual([]);
});

test('what is not there has no name either, and a status of up to 64 characters is one', () => {
	const status = 'x'.repeat(64);

	expect(read(JSON.stringify({ videoNo: 'VI1', status }))).toStrictEqual([
		{ videoNo: 'VI1', status, body: { videoNo: 'VI1', status } },
	]);
	expect(read(JSON.stringify({ taskId: 't', status: `${status}x` }))).toEqual([]);
	expect(read(JSON.stringify({ taskId: 't', status }))).toStrictEqual([
		{ taskId: 't', status, body: { taskId: 't', status } },
	]);
});

test.each([
	['a video number', 'videoNo', 65],
	['a video number', 'videoNo', 900_000],
	['a task number', 'taskId', 129],
])('%s (%s) of %d characters makes no callback', (_what, name, length) => {
	expect(read(JSON.stringify({ [name]: 'x'.repeat(length), status: 'PARSE' }))).toEqual([]);
});

describe('several at once', () => {
	const two = '[{"videoNo":"VI1","status":"PARSE"},{"video_no":"VI2","status":"FAIL"}]';

	test.each([
		['a list', two],
		['a list under data', `{"code":"0000","data":${two}}`],
		['a list with something else in it', two.replace('[', '[null,{"a":1},7,')],
	])('%s', (_case, body) => {
		expect(read(body).map(({ videoNo, status }) => [videoNo, status])).toEqual([
			['VI1', 'PARSE'],
			['VI2', 'FAIL'],
		]);
	});
});

describe('encodings', () => {
	const json = '{"videoNo":"VI1","status":"PARSE","clientId":"größe"}';

	test.each([
		['utf-8', Buffer.from(json)],
		['utf-16le', Buffer.from(`\uFEFF${json}`, 'utf16le')],
		['iso-8859-1', Buffer.from(json, 'latin1')],
		['no-such-charset', Buffer.from(json)],
	])('%s', (charset, body) => {
		expect(readDeliveries(body, charset)).toEqual([
			expect.objectContaining({ videoNo: 'VI1', clientId: 'größe' }),
		]);
	});

	test.each([
		['UTF-16 LE with a mark', Buffer.from(`\uFEFF${json}`, 'utf16le')],
		['UTF-16 LE', Buffer.from(json, 'utf16le')],
		['UTF-16 BE with a mark', Buffer.from(`\uFEFF${json}`, 'utf16le').swap16()],
		['UTF-16 BE', Buffer.from(json, 'utf16le').swap16()],
	])('%s, whatever is said', (_case, body) => {
		for (const charset of ['utf-8', 'iso-8859-1', 'utf-16le']) {
			expect(readDeliveries(body, charset)).toEqual([
				expect.objectContaining({ videoNo: 'VI1', clientId: 'größe' }),
			]);
		}
	});

	test('a web form, in which the first of doubled parameters counts', () => {
		expect(read('videoNo=VI1&status=PARSE&videoNo=VI2&status=FAIL&__proto__=x')).toEqual([
			{ videoNo: 'VI1', status: 'PARSE', body: { status: 'PARSE', videoNo: 'VI1' } },
		]);
	});

	test('a text of more than 16 KiB is no web form', () => {
		const form = (length: number) => 'videoNo=VI1&status=PARSE'.padEnd(length, '&a');

		expect(read(form(16 * 1024))).toHaveLength(1);
		expect(read(form(16 * 1024 + 1))).toEqual([]);
	});
});

test('nesting has an end', () => {
	const nested = (depth: number) =>
		`{"videoNo":"VI1","status":"PARSE","x":${'['.repeat(depth)}${']'.repeat(depth)}}`;

	expect(read(nested(49))).toHaveLength(1);
	expect(read(nested(50))).toEqual([]);
	expect(read(nested(100_000))).toEqual([]);
	expect(read(`{"videoNo":"VI1","x":"${'['.repeat(100)}","y":[${'[],{},'.repeat(100)}1]}`)).toHaveLength(1);
});

test.each([
	['empty objects', '{},'],
	['lists', '[],'],
	['numbers', '1,'],
	['members', '{"a":"\\\\","b":1},'],
])('there is an end to how many values are read: %s', (_case, values) => {
	const perPiece = values.replace(/"[^"]*"/g, '').match(/[[{,]/g)?.length ?? 0;
	const body = (count: number) =>
		`[{"videoNo":"VI1","status":"PARSE"},${values.repeat(count)}"${'\\",[{'.repeat(100)}"]`;
	// Four are the list, its first object, and the two commas there.
	const most = Math.floor((15_000 - 4) / perPiece);

	expect(read(body(most))).toHaveLength(1);
	expect(read(body(most + 1))).toEqual([]);
});

test('a thousand videos, each with 12 details, are read', () => {
	const details = Object.fromEntries(
		Array.from({ length: 12 }, (_, index) => [`detail${index}`, 'a, [b] {c}']),
	);
	const videos = Array.from({ length: 1_000 }, (_, index) => ({ videoNo: `VI${index}`, ...details }));

	expect(read(JSON.stringify(videos))).toHaveLength(1_000);
});

test('the last of doubled names counts, and no name replaces a prototype', () => {
	const [delivery] = read('{"videoNo":"VI1","videoNo":"VI2","status":"PARSE","__proto__":{"polluted":true}}');

	expect(delivery?.videoNo).toBe('VI2');
	expect(Object.getOwnPropertyNames(delivery?.body)).toEqual(['videoNo', 'status']);
});
