import type { IDataObject } from 'n8n-workflow';
import type { VideoDetails } from '../../api/endpoints/videoEntry';
import { waitUntilParsed, type ParseEnding } from '../../api/endpoints/waitUntilParsed';
import type { ParsePatience } from '../../api/endpoints/watch';
import type { ApiAccess } from '../../api/transport/request';
import { runsWithWaitHint } from '../../state';
import { shortened } from '../../texts/failureTexts';
import { UserError } from '../../texts/UserError';
import { field, type ValuesOf } from '../fields/field';
import { number, yesOrNo } from '../fields/readers';
import { failedVideo } from './throwUnlessParsed';
import { videoOutput } from '../../api/endpoints/videoOutput';

const DEFAULT_CHECK_INTERVAL_SECONDS = 30;
/** In minutes. */
export const DEFAULT_PARSE_TIMEOUT_MINUTES = 60;

/** Below these, tests would take too long; the editor does not offer less than 1. */
const POSITIVE = { min: 0.001 };

/** Who waits longer inside of an execution is told how to wait asleep. */
const LONG_WAIT_MS = 5 * 60_000;

const MINUTE_MS = 60_000;

/** The choices among the Options of an operation that waits for a video. */
export const WAIT_OPTIONS = {
	checkInterval: field(
		{
			displayName: 'Check Interval',
			name: 'checkInterval',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: DEFAULT_CHECK_INTERVAL_SECONDS,
			description:
				'How many seconds to wait at most before looking again whether the video is parsed. The first looks come sooner.',
		},
		number(POSITIVE),
	),
	continueIfNotParsed: field(
		{
			displayName: 'Continue If Not Parsed',
			name: 'continueIfNotParsed',
			type: 'boolean',
			default: false,
			description:
				"Whether to output the video all the same when memories.ai cannot parse it, or not in time. Its 'isParsed' is false then.",
		},
		yesOrNo,
	),
	parseTimeout: field(
		{
			displayName: 'Parse Timeout',
			name: 'parseTimeout',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: DEFAULT_PARSE_TIMEOUT_MINUTES,
			description: 'After how many minutes to stop waiting for the video to be parsed',
		},
		number(POSITIVE),
	),
};

/**
 * Waits until memories.ai has parsed a video, and gives it as Get does. A long wait leaves a hint beside the output.
 *
 * @param uniqueId the part of a divided account it is in, in v1.2
 * @throws UserError when it is not parsed, unless the user wants to continue then
 * @throws ApiFailure when memories.ai refuses to tell
 */
export async function outputWhenParsed(
	api: ApiAccess,
	videoNo: string,
	options: ValuesOf<typeof WAIT_OPTIONS>,
	uniqueId: string | undefined,
): Promise<IDataObject> {
	const { continueIfNotParsed = false, parseTimeout = DEFAULT_PARSE_TIMEOUT_MINUTES } = options;
	const startedAt = performance.now();
	const ending = await waitUntilParsed(api, videoNo, patienceOf(options), uniqueId);
	hintAfterLongWait(api, startedAt, 'upload-and-sleep.json');
	const isOutput = ending.kind === 'parsed' || (continueIfNotParsed && ending.kind !== 'cancelled');
	if (!isOutput) throw endingError(ending, videoNo, parseTimeout);
	return ending.video === undefined
		? { videoNo, isParsed: false, isFailed: false }
		: videoOutput(ending.video);
}

/** How patiently the options have the node wait. */
export function patienceOf({
	checkInterval = DEFAULT_CHECK_INTERVAL_SECONDS,
	parseTimeout = DEFAULT_PARSE_TIMEOUT_MINUTES,
}: ValuesOf<typeof WAIT_OPTIONS>): ParsePatience {
	return { parseTimeoutMs: parseTimeout * MINUTE_MS, checkIntervalMs: checkInterval * 1000 };
}

/**
 * Says after a long wait that there is a better way; once a run, however many items have waited.
 *
 * @param startedAt on the clock of `performance.now()`, in ms
 * @param example the file of the example that shows it
 */
export function hintAfterLongWait({ context }: ApiAccess, startedAt: number, example: string): void {
	if (performance.now() - startedAt <= LONG_WAIT_MS) return;
	if (!('addExecutionHints' in context) || runsWithWaitHint.has(context)) return;
	runsWithWaitHint.add(context);
	context.addExecutionHints({
		message: `This node waited for more than five minutes inside the execution, which holds one of n8n's slots and is lost in a restart. The example <a href="https://github.com/n8n-nodes-memories-ai/n8n-nodes-memories-ai/blob/main/examples/${example}">${example}</a> shows how to wait asleep.`,
		location: 'outputPane',
	});
}

function endingError(ending: ParseEnding, videoNo: string, minutes: number): UserError {
	switch (ending.kind) {
		case 'cancelled':
			return new UserError(
				`The waiting for video ${videoNo} was stopped because the execution was cancelled`,
				"Its status is in the output of the operation 'Get'",
			);
		case 'timeout':
			return new UserError(
				`The video ${videoNo} was not parsed after ${minutes} minutes`,
				`${statusSentence(ending.video)}. Raise the option 'Parse Timeout', or wait for it once more`,
			);
		default:
			return failedVideo(ending.video);
	}
}

function statusSentence({ status = '', progress }: Partial<VideoDetails> = {}): string {
	if (status.trim() === '') return 'memories.ai did not tell its status';
	const done = progress === undefined ? '' : `, ${Math.round(progress)} % done`;
	return `Its status is ${shortened(status)}${done}`;
}
