import { findFrame } from '../../api/endpoints/datalake/files';
import { getVideoDetails } from '../../api/endpoints/videos';
import { field } from '../fields/field';
import { requiredNumber } from '../fields/readers';
import { videoField } from '../fields/videoField';
import { defineOperation } from '../operation';
import { fileItem, fileOptions, outputField } from './fileFields';
import { whenUnparsed } from './throwUnlessParsed';

const timeField = field(
	{
		displayName: 'Time',
		name: 'time',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 3 },
		default: 0,
		required: true,
		description: "Which moment to get, in seconds from the start of the video: the 'startTime' of a search",
	},
	requiredNumber({ min: 0 }),
);

/** Gets a moment of a video as a picture. */
export const getFrameOperation = defineOperation({
	option: {
		name: 'Get Frame',
		value: 'getFrame',
		action: 'Get frame of video',
		description:
			'Get a moment of a video as a picture, such as a place that a search has found; Datalake only',
	},
	apiVersions: ['datalake'],
	handlesFile: true,
	fields: { videoNo: videoField, time: timeField, output: outputField, options: fileOptions },
	async execute({ context, values: { videoNo, time, output, options }, openApi }) {
		const api = await openApi();
		const { name } = await getVideoDetails(api, videoNo);
		const place = await findFrame(api, videoNo, time).catch(whenUnparsed(api, videoNo, undefined));
		const file = { videoNo, place, name: `${name} ${time}s`, what: 'frame', output, options };
		const { json, ...item } = await fileItem(context, api, file);
		return [{ ...item, json: { ...json, time } }];
	},
});
