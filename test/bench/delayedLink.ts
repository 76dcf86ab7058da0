import { createServer, connect, type Server, type Socket } from 'node:net';
import { localhost } from '../n8n/ports';

/** What a sender may have on its way before the first of it is acknowledged: ten segments, as RFC 6928 has it. */
const initialWindowBytes = 14_600;

/** What the receiving side of a long connection has room for. */
const largestWindowBytes = 4 * 1024 ** 2;

/**
 * A way to a local server that takes as long as one to the other end of a continent: a connection is there after a round
 * trip, everything arrives half a round trip later, and like TCP's, its sending begins slowly: what may be on its way
 * doubles with every round trip.
 *
 * @param port of the server
 */
export function delayedLink(port: number, roundTripMs: number): Server {
	return createServer({ pauseOnConnect: true }, (near) => {
		const far = connect(port, localhost);
		setTimeout(() => {
			delay(near, far, roundTripMs);
			delay(far, near, roundTripMs);
		}, roundTripMs);
		near.on('error', () => far.destroy());
		far.on('error', () => near.destroy());
	});
}

function delay(from: Socket, to: Socket, roundTripMs: number): void {
	let windowBytes = initialWindowBytes;
	let underWayBytes = 0;
	const resume = () => {
		if (underWayBytes < windowBytes) from.resume();
	};
	from.on('data', (chunk: Buffer) => {
		underWayBytes += chunk.byteLength;
		if (underWayBytes >= windowBytes) from.pause();
		setTimeout(() => to.write(chunk), roundTripMs / 2);
		setTimeout(() => {
			underWayBytes -= chunk.byteLength;
			windowBytes = Math.min(windowBytes + chunk.byteLength, largestWindowBytes);
			resume();
		}, roundTripMs);
	});
	from.once('end', () => setTimeout(() => to.end(), roundTripMs / 2));
	resume();
}
