import type { Fault } from '../faults';
import type { EndpointName } from './endpoints/endpoint';

/** Where a fault can happen: an endpoint of the API, or one of the two uses of an upload session. */
export type FaultPlace = EndpointName | 'putChunk' | 'askOffset';

type WireFault = Extract<Fault, { kind: 'dropMidBody' | 'stall' | 'slowReader' }>;

/**
 * What the Datalake can be told to do wrong with a request: the kinds of the older generations whose meaning does not
 * hang on their envelope (`createVideo` says whether the request is carried out), and some of its own.
 */
export type DatalakeFault =
	| WireFault
	| Extract<Fault, { kind: 'http' | 'truncatedJson' | 'earlyRefusal' | 'dropAfterBody' | 'silentAfterBody' }>
	/** A refusal in the API's own form; the request is not carried out. */
	| { kind: 'refusal'; status: number; code: string; message?: string; retryAfterS?: number }
	/** The session is over before this request is looked at, and stays over. */
	| { kind: 'endSession'; status: 404 | 410 }
	/** The chunk is kept, but 308 comes without a Range header. */
	| { kind: 'noRange' }
	/** Of the chunk, only so many bytes are kept, down to a multiple of 256 KiB; 308 says so. */
	| { kind: 'keepLess'; bytes: number };

/** The part of a fault that concerns the reading of the body. */
export function wireFaultOf(fault: DatalakeFault | undefined): WireFault | undefined {
	switch (fault?.kind) {
		case 'dropMidBody':
		case 'stall':
		case 'slowReader':
			return fault;
		default:
			return undefined;
	}
}

/** Whether a request with that fault has the effect it would have without. */
export function isCarriedOut(fault: DatalakeFault | undefined): boolean {
	switch (fault?.kind) {
		case 'http':
		case 'refusal':
			return false;
		case 'dropAfterBody':
		case 'silentAfterBody':
			return fault.createVideo;
		default:
			return true;
	}
}

/** The faults waiting for requests to the Datalake and its session host, one queue per place. */
export class DatalakeFaults {
	private readonly queues = new Map<FaultPlace, DatalakeFault[]>();
	private readonly regular = new Map<FaultPlace, { fault: DatalakeFault; period: number; count: number }>();

	/** Queues `fault` for the next requests to `place`, behind the faults already queued for it. */
	next(place: FaultPlace, fault: DatalakeFault, { times = 1 }: { times?: number } = {}): void {
		const queue = this.queues.get(place) ?? [];
		for (let count = 0; count < times; count++) queue.push(fault);
		this.queues.set(place, queue);
	}

	/** Does `fault` with every `period`th request to `place` from now on, those with a queued fault not counted. */
	every(period: number, place: FaultPlace, fault: DatalakeFault): void {
		this.regular.set(place, { fault, period, count: 0 });
	}

	/** Takes the fault for a request to `place` that has just begun, if there is one. */
	take(place: FaultPlace): DatalakeFault | undefined {
		const queued = this.queues.get(place)?.shift();
		if (queued !== undefined) return queued;
		const regular = this.regular.get(place);
		if (regular === undefined) return undefined;
		regular.count++;
		return regular.count % regular.period === 0 ? regular.fault : undefined;
	}

	/** Forgets every fault, queued and regular. */
	clear(): void {
		this.queues.clear();
		this.regular.clear();
	}
}
