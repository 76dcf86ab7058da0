const FormData = require('form-data');
const { request } = require('undici');

const readBytes = 1024 ** 2;

/**
 * Uploads with undici and form-data from inside n8n, as a node without n8n's own HTTP layer would: it shows what the
 * process costs that the upload is made in. n8n loads it from this folder in the benchmark only.
 */
exports.UndiciUpload = class UndiciUpload {
	description = {
		displayName: 'undici Upload',
		name: 'undiciUpload',
		group: ['transform'],
		version: 1,
		description: 'Uploads with undici and form-data',
		defaults: { name: 'undici Upload' },
		inputs: ['main'],
		outputs: ['main'],
		properties: [
			{ displayName: 'URL', name: 'url', type: 'string', default: '' },
			{ displayName: 'API Key', name: 'apiKey', type: 'string', default: '' },
		],
	};

	async execute() {
		const uploaded = [];
		for (const itemIndex of this.getInputData().keys()) uploaded.push(await upload(this, itemIndex));
		return [uploaded];
	}
};

async function upload(context, itemIndex) {
	const { id, fileName, mimeType, data } = context.helpers.assertBinaryData(itemIndex, 'data');
	const form = new FormData();
	if (id === undefined) {
		form.append('file', Buffer.from(data, 'base64'), { filename: fileName, contentType: mimeType });
	} else {
		const { fileSize } = await context.helpers.getBinaryMetadata(id);
		const file = await context.helpers.getBinaryStream(id, readBytes);
		form.append('file', file, { filename: fileName, contentType: mimeType, knownLength: fileSize });
	}
	const { statusCode, body } = await request(context.getNodeParameter('url', itemIndex), {
		method: 'POST',
		headers: {
			authorization: context.getNodeParameter('apiKey', itemIndex),
			...form.getHeaders(),
			'content-length': String(form.getLengthSync()),
		},
		body: form,
		bodyTimeout: 0,
		headersTimeout: 0,
	});
	const answer = await body.json();
	if (statusCode !== 200) throw new Error(`HTTP ${statusCode}`);
	return { json: answer.data, pairedItem: itemIndex };
}
