/** What the sink's process tells the benchmark. Times are in ms on the sink's own clock. */
export type SinkReport =
	| { kind: 'listening'; url: string }
	/** The headers of an upload are there. */
	| { kind: 'begun'; upload: number; at: number }
	/** The body of an upload has ended. The sender waits for its answer. */
	| { kind: 'received'; upload: number; at: number; bytes: number };

/** What the benchmark tells the sink's process: to answer an upload whose body has ended. */
export interface SinkOrder {
	answerUpload: number;
}
