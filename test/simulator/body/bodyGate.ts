import { Transform, type TransformCallback } from 'node:stream';
import type { Fault } from '../faults';

/** Passes a request body on, reporting its bytes and applying the faults that concern its reading. */
export class BodyGate extends Transform {
	private seenBytes = 0;
	private delay?: NodeJS.Timeout;

	/** @param onBytes called with the length of every chunk taken off the wire */
	constructor(
		private readonly fault: Fault | undefined,
		private readonly onBytes: (bytes: number) => void,
	) {
		super();
	}

	override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
		this.seenBytes += chunk.length;
		this.onBytes(chunk.length);
		const pass = () => done(null, chunk);
		switch (this.fault?.kind) {
			case 'dropMidBody':
				return this.seenBytes >= this.fault.afterBytes ? done(brokenOff()) : pass();
			case 'stall':
				return this.seenBytes >= this.fault.afterBytes ? undefined : pass();
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
