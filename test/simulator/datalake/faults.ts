import { FaultSwitchboard, type Fault } from '../faults';
import type { EndpointName } from './endpoints/endpoint';

/** What the other generations can be told to do wrong, too; the time of `storing` means nothing here. */
type SharedFault = Exclude<Fault, { kind: 'envelope' | 'noData' }>;

/** What only the Datalake and its session host can be told to do wrong. */
type OwnFault =
	/** A refusal in the API's own form; the request is not carried out. */
	| { kind: 'refusal'; status: number; code: string; message?: string; retryAfterS?: number }
	/** The session is over before this request is looked at, and stays over. */
	| { kind: 'endSession'; status: 404 | 410 }
	/** The chunk is kept, but 308 comes without a Range header. */
	| { kind: 'noRange' }
	/** Of the chunk, only so many bytes are kept, down to a multiple of 256 KiB; 308 says so. */
	| { kind: 'keepLess'; bytes: number };

/**
 * What the Datalake can be told to do wrong with a request. `createVideo` says whether the request is carried out,
 * whatever it asks for.
 */
export type DatalakeFault = SharedFault | OwnFault;

/** The faults waiting for requests to an endpoint of the API, for one of the two uses of an upload session, or for a file. */
export class DatalakeFaults extends FaultSwitchboard<
	EndpointName | 'putChunk' | 'askOffset' | 'file',
	DatalakeFault
> {}

/** A fault, if it is one that the other generations have as well. */
export function sharedFaultOf(fault: DatalakeFault | undefined): Fault | undefined {
	switch (fault?.kind) {
		case 'refusal':
		case 'endSession':
		case 'noRange':
		case 'keepLess':
			return undefined;
		default:
			return fault;
	}
}

/** Whether a request with that fault has the effect it would have without. */
export function isCarriedOut(fault: DatalakeFault | undefined): boolean {
	switch (fault?.kind) {
		case 'refusal':
			return false;
		case 'http':
		case 'dropAfterBody':
		case 'silentAfterBody':
			return fault.createVideo ?? false;
		default:
			return true;
	}
}
