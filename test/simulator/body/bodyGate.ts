import { Transform, type TransformCallback } from 'node:stream';
import type { BodyPoint, Fault } from '../faults';

/** Passes a request body on, reporting its bytes and applying the faults that concern its reading. */
export class BodyGate extends Transform {
	private seenBytes = 0;
	private delay?: NodeJS.Timeout;
	/** How many bytes are read at most; what the socket has taken beyond counts as not arrived. */
	private readonly maxBytes: number;

	/**
	 * @param contentLength the Content-Length header; undefined when there is none
	 * @param onBytes called with the length of every chunk taken off the wire
	 */
	constructor(
		private readonly fault: Fault | undefined,
		contentLength: number | undefined,
		private readonly onBytes: (bytes: number) => void,
	) {
		super();
		const isCutOff = fault?.kind === 'dropMidBody' || fault?.kind === 'stall';
		this.maxBytes = isCutOff ? bytesBefore(fault, contentLength) : Infinity;
	}

	override _transform(content: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
		const chunk = content.subarray(0, this.maxBytes - this.seenBytes);
		this.seenBytes += chunk.length;
		this.onBytes(chunk.length);
		const pass = () => done(null, chunk);
		switch (this.fault?.kind) {
			case 'dropMidBody':
				return this.seenBytes >= this.maxBytes ? done(brokenOff()) : pass();
			case 'stall':
				return this.seenBytes >= this.maxBytes ? undefined : pass();
			case 'slowReader':
				this.delay = setTimeout(pass, (chunk.length / this.fault.bytesPerSecond) * 1000);
				return;
			default:
				pass();
		}
	}

	override _flush(done: TransformCallback): void {
		if (this.fault?.kind === 'dropMidBody') done(brokenOff());
		else if (this.fault?.kind !== 'stall') done();
	}

	override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
		clearTimeout(this.delay);
		done(error);
	}
}

function brokenOff(): Error {
	return new Error('broken off by a simulated fault');
}

function bytesBefore(point: BodyPoint, contentLength = Infinity): number {
	return 'afterBytes' in point ? point.afterBytes : Math.ceil(point.afterShare * contentLength);
}
