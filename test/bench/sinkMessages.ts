/** What the sink's process tells the benchmark. Times are in ms on the sink's own clock. */
export type SinkReport =
	| { kind: 'listening'; url: string; delayedUrl: string }
	/** A request came without the key. */
	| { kind: 'refused' }
	/** The headers of an upload are there. */
	| { kind: 'begun'; upload: number; at: number }
	/** The body of an upload has ended. The sender waits for its answer. */
	| { kind: 'received'; upload: number; at: number; bytes: number };

/** The only key that the sink takes. */
export const sinkApiKey = 'sk-bench';

/** How long a message takes to the sink's other address and back. */
export const delayedRoundTripMs = 50;

/** What the benchmark tells the sink's process: to answer an upload whose body has ended. */
export interface SinkOrder {
	answerUpload: number;
}
