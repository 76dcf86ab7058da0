import type { EndpointName } from './endpoints/endpoint';
import type { FileFault } from './sendFile';
import type { Lateness } from './world/lateness';

/** A point in a request body: so many bytes, or this share of Content-Length; 1 is after the last byte. */
export type BodyPoint = { afterBytes: number } | { afterShare: number };

/** What becomes of a request that the client gets no word about. */
export interface UnseenOutcome {
	/** Whether the request is carried out all the same. */
	createVideo: boolean;
	/** When the video of an upload comes into the account then; default: as `World.storing` says. */
	storing?: Lateness;
}

/** What the simulator can be told to do wrong with a request. Unless said otherwise, the body is read first. */
export type Fault =
	/** HTTP 200 with this envelope; the request is not carried out. */
	| { kind: 'envelope'; code: string; msg: string; headers?: Record<string, string> }
	/**
	 * Any HTTP answer, for example a gateway's HTML, 429 with Retry-After, 413 or a redirect. Not carried out unless
	 * `createVideo` is true.
	 */
	| ({
			kind: 'http';
			status: number;
			body?: string;
			headers?: Record<string, string>;
	  } & Partial<UnseenOutcome>)
	/** The request is carried out, but the file it is answered with stops, with or without the connection. */
	| FileFault
	/** The request is carried out, but its JSON answer stops half way. */
	| { kind: 'truncatedJson' }
	/** The request is carried out and answered `0000`, without `data`. */
	| { kind: 'noData' }
	/** The request is carried out, and its answer's body is what `alter` makes of it. */
	| { kind: 'alteredAnswer'; alter: (body: string) => string }
	/** The request is carried out at once, and answered later or when `Simulator.releaseAnswers` is called. */
	| { kind: 'lateAnswer'; by: 'held' | { ms: number } }
	/** The request is carried out; it and the next one with this fault each get the other's answer. */
	| { kind: 'swappedAnswer' }
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
	/** Destroys the connection at this point of the body, at the latest at its end. Never carried out. */
	| ({ kind: 'dropMidBody' } & BodyPoint)
	/** Reads the body, carries the request out if `createVideo`, and destroys the connection unanswered. */
	| ({ kind: 'dropAfterBody' } & UnseenOutcome)
	/** Stops reading at this point of the body and never answers; the connection stays open. */
	| ({ kind: 'stall' } & BodyPoint)
	/** Reads the body at this rate, then goes on normally. */
	| { kind: 'slowReader'; bytesPerSecond: number }
	/** Reads the body, carries the request out if `createVideo`, and never answers; the connection stays open. */
	| ({ kind: 'silentAfterBody' } & UnseenOutcome);

/** An endpoint, or any path, also one that no endpoint exists for. */
export type Place<Endpoint extends string = EndpointName> = Endpoint | 'anywhere';

interface LastingFault<AnyFault> {
	fault: AnyFault;
	/** It happens to every so many requests. */
	every: number;
	requests: number;
}

/** The faults waiting for requests, one queue per endpoint, API generations with the same endpoints together. */
export class FaultSwitchboard<Endpoint extends string = EndpointName, AnyFault = Fault> {
	private readonly queues = new Map<Place<Endpoint>, AnyFault[]>();
	private readonly lasting = new Map<Place<Endpoint>, LastingFault<AnyFault>>();

	/** Queues `fault` for the next requests to `place`, behind the faults already queued for it. */
	next(place: Place<Endpoint>, fault: AnyFault, { times = 1 }: { times?: number } = {}): void {
		const queue = this.queues.get(place) ?? [];
		for (let count = 0; count < times; count++) queue.push(fault);
		this.queues.set(place, queue);
	}

	/**
	 * Does `fault` with every request to `place` that no fault is queued for, or with every tenth, say; undefined ends
	 * it.
	 */
	always(place: Place<Endpoint>, fault: AnyFault | undefined, { every = 1 }: { every?: number } = {}): void {
		if (fault === undefined) this.lasting.delete(place);
		else this.lasting.set(place, { fault, every, requests: 0 });
	}

	/**
	 * Takes the fault for a request that has just begun: what is queued before what lasts, and each for the endpoint
	 * before that for any path.
	 *
	 * @param endpoint undefined when no endpoint exists for the request
	 */
	take(endpoint: Endpoint | undefined): AnyFault | undefined {
		const places: Array<Place<Endpoint>> = endpoint === undefined ? ['anywhere'] : [endpoint, 'anywhere'];
		for (const place of places) {
			const fault = this.queues.get(place)?.shift();
			if (fault !== undefined) return fault;
		}
		for (const place of places) {
			const lasting = this.lasting.get(place);
			if (lasting && ++lasting.requests % lasting.every === 0) return lasting.fault;
		}
		return undefined;
	}

	/** Forgets every fault, queued and lasting. */
	clear(): void {
		this.queues.clear();
		this.lasting.clear();
	}
}
