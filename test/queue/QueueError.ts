/** What keeps queue mode from being tested on this machine, and how to mend it. */
export class QueueError extends Error {
	override readonly name = 'QueueError';
}
