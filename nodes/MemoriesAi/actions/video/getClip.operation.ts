import { findClip } from '../../api/endpoints/datalake/files';
import { getVideoDetails } from '../../api/endpoints/videos';
import { UserError } from '../../texts/UserError';
import { field } from '../fields/field';
import { requiredNumber } from '../fields/readers';
import { videoField } from '../fields/videoField';
import { defineOperation } from '../operation';
import { fileItem, fileOptions, outputField } from './fileFields';
import { whenUnparsed } from './throwUnlessParsed';

const timeProperty = {
	type: 'number' as const,
	typeOptions: { minValue: 0, numberPrecision: 3 },
	default: 0,
	required: true,
};

const startTimeField = field(
	{
		...timeProperty,
		displayName: 'Start Time',
		name: 'startTime',
		description: "Where the part begins, in seconds from the start of the video: the 'startTime' of a search",
	},
	requiredNumber({ min: 0 }),
);

const endTimeField = field(
	{
		...timeProperty,
		displayName: 'End Time',
		name: 'endTime',
		default: 10,
		description: "Where the part ends, in seconds from the start of the video: the 'endTime' of a search",
	},
	requiredNumber({ min: 0 }),
);

/** Gets a part of a video as a video of its own. */
export const getClipOperation = defineOperation({
	option: {
		name: 'Get Clip',
		value: 'getClip',
		action: 'Get clip of video',
		description: 'Get a part of a video as a file, such as a place that a search has found; Datalake only',
	},
	apiVersions: ['datalake'],
	handlesFile: true,
	fields: {
		videoNo: videoField,
		startTime: startTimeField,
		endTime: endTimeField,
		output: outputField,
		options: fileOptions,
	},
	async execute({ context, values: { videoNo, startTime, endTime, output, options }, openApi }) {
		if (endTime <= startTime) {
			throw new UserError("'End Time' is not after 'Start Time'", 'Enter the time at which the part ends');
		}
		const api = await openApi();
		const { name } = await getVideoDetails(api, videoNo);
		const finding = findClip(api, videoNo, startTime, endTime);
		const place = await finding.catch(whenUnparsed(api, videoNo, undefined));
		const file = { videoNo, place, name: `${name} ${startTime}-${endTime}s`, what: 'clip', output, options };
		const { json, ...item } = await fileItem(context, api, file);
		return [{ ...item, json: { ...json, startTime, endTime } }];
	},
});
