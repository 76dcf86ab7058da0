/**
 * The server that all uploads go to, in a process of its own: it checks the key, discards bodies as fast as it can
 * and answers like memories.ai. `sink.ts` is the other end.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { localhost } from '../n8n/ports';
import { flaggedSuccess, responseCodes } from '../simulator/envelope';
import { v12 } from '../simulator/generations/v12';
import { randomIds } from '../simulator/ids';
import { delayedLink } from './delayedLink';
import { delayedRoundTripMs, sinkApiKey, type SinkOrder, type SinkReport } from './sinkMessages';

const uploadPath = `${v12.pathPrefix}/upload`;
const waitingForAnswer = new Map<number, ServerResponse>();
let uploads = 0;

// A Ctrl-C is for the benchmark to handle; this process ends when the benchmark lets go of it or dies.
process.on('SIGINT', () => undefined);
process.on('disconnect', () => process.exit());
process.on('message', ({ answerUpload }: SinkOrder) => {
	const response = waitingForAnswer.get(answerUpload);
	waitingForAnswer.delete(answerUpload);
	if (response !== undefined) answer(response, uploadedVideo());
});

const server = createServer({ requestTimeout: 0 }, (request, response) => {
	if (request.headers.authorization !== sinkApiKey) refuse(request, response);
	else if (request.method === 'POST' && request.url === uploadPath) takeUpload(request, response);
	else request.resume().once('end', () => answer(response, noVideos()));
});
server.listen(0, localhost, () => {
	const { port } = server.address() as AddressInfo;
	const link = delayedLink(port, delayedRoundTripMs);
	link.listen(0, localhost, () => {
		const { port: linkPort } = link.address() as AddressInfo;
		const url = `http://${localhost}:${port}`;
		report({ kind: 'listening', url, delayedUrl: `http://${localhost}:${linkPort}` });
	});
});

function refuse(request: IncomingMessage, response: ServerResponse): void {
	report({ kind: 'refused' });
	request.resume();
	answer(response, { code: responseCodes.invalidAuthorization, msg: 'invalid authorization' });
}

function takeUpload(request: IncomingMessage, response: ServerResponse): void {
	const upload = uploads++;
	let bytes = 0;
	report({ kind: 'begun', upload, at: performance.now() });
	request.on('data', (chunk: Buffer) => (bytes += chunk.length));
	request.once('end', () => {
		waitingForAnswer.set(upload, response);
		report({ kind: 'received', upload, at: performance.now(), bytes });
	});
}

function uploadedVideo(): object {
	return v12.uploadSuccess({
		videoNo: v12.videoNoPrefix + randomIds.digits18(),
		videoName: randomIds.hex32(),
		videoStatus: 'UNPARSE',
		uploadTime: String(Date.now()),
	});
}

function noVideos(): object {
	return flaggedSuccess(v12.listData({ videos: [], page: 1, size: 1, totalCount: 0 }));
}

function answer(response: ServerResponse, envelope: object): void {
	response.setHeader('content-type', 'application/json');
	response.end(JSON.stringify(envelope));
}

function report(message: SinkReport): void {
	process.send?.(message);
}
