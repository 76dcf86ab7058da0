import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { apiError, inputError, type NodeError } from '../../api/errors';
import type { ApiAccess } from '../../api/request';
import { waitForVideo, type VideoWait } from '../../api/waitForVideo';
import { noSuchVideo } from '../fields/videoField';
import { failedVideo } from './parsedVideo';
import { videoOutput } from './videoOutput';

/** The choices among the Options of an operation that waits for a video. */
export interface WaitOptions {
	/** In seconds. */
	checkInterval?: number;
	continueIfNotParsed?: boolean;
	/** In minutes. */
	parseTimeout?: number;
}

const DEFAULT_CHECK_INTERVAL_SECONDS = 30;
const DEFAULT_PARSE_TIMEOUT_MINUTES = 60;

export const WAIT_OPTIONS: INodeProperties[] = [
	{
		displayName: 'Check Interval',
		name: 'checkInterval',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: DEFAULT_CHECK_INTERVAL_SECONDS,
		description:
			'How many seconds to wait at most before looking again whether the video is parsed. The first looks come sooner.',
	},
	{
		displayName: 'Continue If Not Parsed',
		name: 'continueIfNotParsed',
		type: 'boolean',
		default: false,
		description:
			"Whether to output the video all the same when memories.ai cannot parse it, or not in time. Its 'isParsed' is false then.",
	},
	{
		displayName: 'Parse Timeout',
		name: 'parseTimeout',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: DEFAULT_PARSE_TIMEOUT_MINUTES,
		description: 'After how many minutes to stop waiting for the video to be parsed',
	},
];

/**
 * Waits until memories.ai has parsed a video, and gives it as Get does.
 *
 * @param uniqueId the part of a divided account it is in, in v1.2
 * @throws NodeOperationError when it is not parsed, unless the user wants to continue then
 * @throws NodeApiError when memories.ai refuses to tell
 */
export async function outputWhenParsed(
	context: IExecuteFunctions,
	itemIndex: number,
	api: ApiAccess,
	videoNo: string,
	options: WaitOptions,
	uniqueId: string | undefined,
): Promise<IDataObject> {
	const minutes = options.parseTimeout ?? DEFAULT_PARSE_TIMEOUT_MINUTES;
	const seconds = options.checkInterval ?? DEFAULT_CHECK_INTERVAL_SECONDS;
	const patience = { timeoutMs: minutes * 60_000, checkIntervalMs: seconds * 1000 };
	const wait = await waitForVideo(context, api, videoNo, patience, uniqueId);
	if (wait.kind === 'parsed') return videoOutput(wait.video);
	const isOutput =
		options.continueIfNotParsed === true && (wait.kind === 'failed' || wait.kind === 'timeout');
	if (!isOutput) throw waitError(context, itemIndex, videoNo, minutes, wait);
	return wait.video === undefined ? { videoNo, isParsed: false, isFailed: false } : videoOutput(wait.video);
}

function waitError(
	context: IExecuteFunctions,
	itemIndex: number,
	videoNo: string,
	minutes: number,
	wait: Exclude<VideoWait, { kind: 'parsed' }>,
): NodeError {
	const node = context.getNode();
	switch (wait.kind) {
		case 'refused':
			return apiError(node, wait, itemIndex);
		case 'absent':
			return noSuchVideo(context, itemIndex, videoNo);
		case 'cancelled':
			return inputError(
				node,
				itemIndex,
				`The waiting for video ${videoNo} was stopped because the execution was cancelled`,
				"Its status is in the output of the operation 'Get'",
			);
		case 'timeout':
			return inputError(
				node,
				itemIndex,
				`The video ${videoNo} was not parsed after ${minutes} minutes`,
				`${wait.video === undefined ? 'memories.ai did not tell its status' : `Its status is ${wait.video.status}`}. Raise the option 'Parse Timeout', or wait for it once more`,
			);
		case 'failed':
			return failedVideo(context, itemIndex, wait.video);
	}
}
