import type { EndpointName } from './endpoints/endpoint';

/** What the simulator can be told to do wrong with a request. Unless said otherwise, the body is read first. */
export type Fault =
	/** HTTP 200 with this envelope; the request is not carried out. */
	| { kind: 'envelope'; code: string; msg: string }
	/** Any HTTP answer, for example a gateway's HTML, 429 with Retry-After, 413 or a redirect. Not carried out. */
	| { kind: 'http'; status: number; body?: string; headers?: Record<string, string> }
	/** The request is carried out, but its JSON answer stops half way. */
	| { kind: 'truncatedJson' }
	/** The request is carried out and answered `0000`, without `data`. */
	| { kind: 'noData' }
	/**
	 * Answers before reading the body and then closes. With `unreadBody: 'discarded'` (the default) the rest of
	 * the body is thrown away until the client stops, so that the answer surely arrives; with 'cutOff' the
	 * connection is reset at once and the answer may be lost.
	 */
	| {
			kind: 'earlyRefusal';
			status: number;
			body: string;
			headers?: Record<string, string>;
			unreadBody?: 'discarded' | 'cutOff';
	  }
	/** Destroys the connection after this many body bytes, at the latest at the body's end. */
	| { kind: 'dropMidBody'; afterBytes: number }
	/** Reads the body, carries the request out if `createVideo`, and destroys the connection unanswered. */
	| { kind: 'dropAfterBody'; createVideo: boolean }
	/** Stops reading after this many body bytes and never answers; the connection stays open. */
	| { kind: 'stall'; afterBytes: number }
	/** Reads the body at this rate, then goes on normally. */
	| { kind: 'slowReader'; bytesPerSecond: number }
	/** Reads the body, carries the request out if `createVideo`, and never answers; the connection stays open. */
	| { kind: 'silentAfterBody'; createVideo: boolean };

/** The faults waiting for requests, one queue per endpoint, both API generations together. */
export class FaultSwitchboard {
	private readonly queues = new Map<EndpointName, Fault[]>();

	/** Queues `fault` for the next requests to `endpoint`, behind the faults already queued for it. */
	next(endpoint: EndpointName, fault: Fault, { times = 1 }: { times?: number } = {}): void {
		const queue = this.queues.get(endpoint) ?? [];
		for (let count = 0; count < times; count++) queue.push(fault);
		this.queues.set(endpoint, queue);
	}

	/** Takes the fault for a request to `endpoint` that has just begun, if one is queued. */
	take(endpoint: EndpointName): Fault | undefined {
		return this.queues.get(endpoint)?.shift();
	}

	/** Forgets every queued fault. */
	clear(): void {
		this.queues.clear();
	}
}
