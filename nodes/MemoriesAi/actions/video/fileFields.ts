import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { FilePlace } from '../../api/endpoints/endpoints';
import type { ApiAccess } from '../../api/transport/request';
import { receiveFile } from '../../download/receiveFile';
import { UserError } from '../../texts/UserError';
import { field, reworded } from '../fields/field';
import { requiredText, text } from '../fields/readers';
import { optionsField, uniqueIdField } from '../fields/uniqueId';
import { throwUnlessParsed } from './throwUnlessParsed';
import { transferOptions } from './uploadOptions';

/** The field that says where the file of an operation is put. */
export const outputField = field(
	{
		displayName: 'Output Data Field Name',
		name: 'binaryPropertyName',
		type: 'string',
		default: 'data',
		required: true,
		placeholder: 'e.g. data',
		hint: 'The name of the output field to put the file in',
		description:
			'The name of the field in the output item that will hold the file, for the steps after this one',
	},
	requiredText("Enter a name for the output field that will hold the file, such as 'data'"),
);

const fileNameField = field(
	{
		displayName: 'File Name',
		name: 'fileName',
		type: 'string',
		default: '',
		placeholder: 'e.g. interview',
		description:
			'What to call the file. Defaults to the name of the video. The extension comes from what is in the file.',
	},
	text,
);

const stallTimeoutField = reworded(transferOptions.stallTimeout, {
	description: 'After how many seconds without progress to stop the download. 0 for no limit.',
});

/** The Options of an operation that gives a file of a generation without parts of an account. */
export const fileOptions = optionsField({ fileName: fileNameField, stallTimeout: stallTimeoutField });

/** The same where there are such parts. */
export const fileOptionsWithUniqueId = optionsField({
	fileName: fileNameField,
	stallTimeout: stallTimeoutField,
	uniqueId: uniqueIdField,
});

/** A file of a video, as an operation gives it out. */
export interface VideoFile {
	videoNo: string;
	/** Undefined when memories.ai names none. */
	place: FilePlace | undefined;
	/** What it is called unless the user calls it something else. */
	name: string;
	/** What the file is, such as `original`, for the error when there is none. */
	what: string;
	/** The name of the output field. */
	output: string;
	options: { fileName: string | undefined; stallTimeout: number };
}

/**
 * The output item with a file of a video.
 *
 * @throws UserError when there is none, n8n cannot store it, or it stands still
 * @throws ApiFailure when memories.ai refuses, or the file does not come to its end
 */
export async function fileItem(
	context: IExecuteFunctions,
	api: ApiAccess,
	{ videoNo, place, name, what, output, options }: VideoFile,
): Promise<INodeExecutionData> {
	// Of the Datalake, which has no parts of an account.
	if (place === undefined) return await throwWithoutFile(api, what, videoNo, undefined);
	const { binary, ...details } = await receiveFile(context, api, place, {
		name,
		typedName: options.fileName ?? '',
		stallTimeoutMs: options.stallTimeout * 1000,
	});
	return { json: { videoNo, ...details }, binary: { [output]: binary } };
}

/**
 * Tells why memories.ai has the video, but not the file.
 *
 * @param uniqueId the part of a divided account that the video is in, in v1.2
 * @throws UserError, ApiFailure always
 */
export async function throwWithoutFile(
	api: ApiAccess,
	what: string,
	videoNo: string,
	uniqueId: string | undefined,
): Promise<never> {
	await throwUnlessParsed(api, videoNo, uniqueId);
	throw new UserError(
		`memories.ai has no ${what} of the video ${videoNo}`,
		"It keeps none of a video that was uploaded with 'Keep Original Video' switched off. Upload the video again to have it kept",
	);
}
