import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import FormDataStream from 'form-data';
import { request } from 'undici';
import { defaultApiKey } from './simulator';
import { closeSimulators, openSimulator, uploadPath } from './testClient';

afterEach(closeSimulators);

it('holds the request as it arrived', async () => {
	const simulator = await openSimulator();
	const content = Buffer.alloc(300_000, 'frames');
	const form = new FormDataStream();
	form.append('zebra', 'first');
	form.append('callback', 'http://a.test/');
	form.append('file', content, { filepath: 'dir/Übung 1.mp4', contentType: 'video/mp4' });
	form.append('tags', 'after the file');
	const body = form.getBuffer();

	const answer = await request(`${simulator.url}${uploadPath['v1.2']}?trace=1&trace=2`, {
		method: 'POST',
		headers: { ...form.getHeaders(), Authorization: defaultApiKey, 'X-Many': ['a', 'b'] },
		body,
	});
	const text = await answer.body.text();

	expect(simulator.journal).toEqual([
		{
			method: 'POST',
			path: uploadPath['v1.2'],
			endpoint: 'upload',
			query: [
				['trace', '1'],
				['trace', '2'],
			],
			headers: expect.objectContaining({ authorization: defaultApiKey, 'x-many': 'a, b' }) as object,
			contentLength: body.length,
			receivedBytes: body.length,
			isBodyWhole: true,
			fields: [
				['zebra', 'first'],
				['callback', 'http://a.test/'],
				['tags', 'after the file'],
			],
			file: {
				fieldName: 'file',
				fileName: 'dir/Übung 1.mp4',
				mimeType: 'video/mp4',
				bytes: content.length,
				sha256: createHash('sha256').update(content).digest('hex'),
			},
			answer: { status: 200, body: text },
		},
	]);
});

it('has no content length for a chunked body', async () => {
	const simulator = await openSimulator();
	const form = new FormDataStream();
	form.append('file', 'onetwo', { filename: 'clip.mp4', contentType: 'video/mp4' });
	const chunked = httpRequest(simulator.url + uploadPath['v1.1'], {
		method: 'POST',
		headers: { ...form.getHeaders(), authorization: defaultApiKey },
	});

	form.pipe(chunked);
	await once(chunked, 'response');

	expect(simulator.journal[0]).toMatchObject({
		headers: { 'transfer-encoding': 'chunked' },
		file: { bytes: 6 },
	});
	expect(simulator.journal[0]).not.toHaveProperty('contentLength');
});
