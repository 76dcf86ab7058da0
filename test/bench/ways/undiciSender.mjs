/**
 * Uploads files with undici and form-data, in a process of its own that runs on the same Node as n8n; `undiciWay.ts`
 * is the other end.
 */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import FormData from 'form-data';
import { request } from 'undici';

const readBytes = 1024 ** 2;

process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit());
process.on('message', async (order) => {
	try {
		if (order.kind === 'collectGarbage') global.gc();
		else await Promise.all(Array.from({ length: order.senders }, () => uploadAll(order)));
		process.send({ failure: undefined });
	} catch (error) {
		process.send({ failure: error.message });
	}
});

async function uploadAll({ url, apiKey, paths }) {
	for (const path of paths) await upload(url, apiKey, path);
}

async function upload(url, apiKey, path) {
	const form = new FormData();
	form.append('file', createReadStream(path, { highWaterMark: readBytes }), {
		filename: basename(path),
		contentType: 'video/mp4',
		knownLength: (await stat(path)).size,
	});
	const { statusCode, body } = await request(url, {
		method: 'POST',
		headers: {
			authorization: apiKey,
			...form.getHeaders(),
			'content-length': String(form.getLengthSync()),
		},
		body: form,
		bodyTimeout: 0,
		headersTimeout: 0,
	});
	await body.dump();
	if (statusCode !== 200) throw new Error(`HTTP ${statusCode}`);
}
