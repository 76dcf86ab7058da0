/** A stretch of a video, times in seconds. */
export interface Segment {
	start: number;
	end: number;
	text: string;
}

/** What is said in every processed video of the simulated account that has an audio track. */
export const speech: readonly Segment[] = [
	{ start: 0, end: 4.5, text: 'Welcome to the workshop.' },
	{ start: 4.5, end: 30, text: 'Today we build a chair.' },
];

/** What is seen in every processed video of the simulated account. */
export const scenes: readonly Segment[] = [
	{ start: 0, end: 30, text: 'A man stands at a workbench.' },
	{ start: 30, end: 60, text: 'A finished chair turns on a table.' },
];

/** The summary of every processed video of the simulated account, as a whole. */
export const summaryText = 'A man builds a chair in his workshop.';
