import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { UserError } from '../../texts/UserError';
import { checkContainer, identifyVideo } from '../../upload/file/identifyVideo';
import { openVideoSource } from '../../upload/file/videoSource';
import { ledgerEntry } from '../../upload/recovery/ledger';
import { unlessRefused } from '../../upload/recovery/unlessRefused';
import { uploadOnce } from '../../upload/recovery/uploadOnce';
import { sendVideo } from '../../upload/transfer/sendVideo';
import { uploadTransfer } from '../../upload/transfer/datalake/uploadTransfer';
import { whenCollectionIsGone } from '../fields/chosenCollection';
import { field } from '../fields/field';
import { requiredText, text } from '../fields/readers';
import { defineOperation } from '../operation';
import { callbackUrlField, callbackUrlToSend } from './callbackField';
import { datalakeVideo } from './datalakeVideo';
import { hintAtStorage } from './storageHint';
import { additionalFields } from './uploadFields';
import { transferOptions, uploadOptions } from './uploadOptions';
import { describeUpload, outputItems, uploadParameters } from './uploadSteps';

const inputField = field(
	{
		displayName: 'Input Data Field Name',
		name: 'binaryPropertyName',
		type: 'string',
		default: 'data',
		required: true,
		placeholder: 'e.g. data',
		hint: 'The name of the input field that holds the video file',
		description:
			'The name of the field in the incoming item that holds the video, as a step before has filled it',
	},
	requiredText("Enter the name of the input field that holds the video, such as 'data'"),
);

const fileNameField = field(
	{
		displayName: 'File Name',
		name: 'fileName',
		type: 'string',
		default: '',
		placeholder: 'e.g. interview.mp4',
		description: 'The name to give the video, with its extension. Defaults to the name of the incoming file.',
	},
	text,
);

/** Sends a video from the workflow to memories.ai. */
export const uploadOperation = defineOperation({
	option: {
		name: 'Upload',
		value: 'upload',
		action: 'Upload video',
		description: 'Upload a video file from the workflow to memories.ai',
		builderHint: {
			propertyHint:
				'For a file that a step before has downloaded or read. Never for an agent, which cannot hand over a file: use uploadFromUrl there',
		},
	},
	lastingEffect: 'Uploaded',
	handlesFile: true,
	fields: {
		binaryPropertyName: inputField,
		callbackUrl: callbackUrlField,
		additionalFields: additionalFields({ fileName: fileNameField }),
		options: uploadOptions(transferOptions),
	},
	async execute({ context, itemIndex, values, openApi }) {
		const { additionalFields: details, options } = values;
		const entry = ledgerEntry(context, itemIndex);
		const upload = async () => {
			const callbackUrl = await callbackUrlToSend(context, values.callbackUrl, details, options);
			const name = values.binaryPropertyName;
			const binary = videoIn(context, itemIndex, name);
			const source = await openVideoSource(context.helpers, { itemIndex, name, binary });
			try {
				// Whatever is wrong in every API version is found without asking the server which one it speaks.
				const video = identifyVideo({
					label: binary,
					typedName: details.fileName ?? '',
					size: source.size,
					start: await source.peek(),
				});
				hintAtStorage(context, binary, source.size);
				const api = await openApi();
				checkContainer(api.apiVersion, video);
				const uploadTimeoutMs = options.uploadTimeout * 60_000;
				const { fileName, mimeType } = video;
				const limits = { stallTimeoutMs: options.stallTimeout * 1000, uploadTimeoutMs };
				const parameters = uploadParameters(details, callbackUrl, options);
				const transfer =
					api.apiVersion === 'datalake'
						? uploadTransfer({
								api,
								file: video,
								source,
								video: await datalakeVideo(context, itemIndex, api, details, fileName),
								...limits,
							})
						: {
								api,
								expected: { name: fileName, size: source.size, uniqueId: details.uniqueId },
								send: async (leftMs: number) =>
									await sendVideo(
										{ api, endpoint: 'upload', video, source, ...parameters, ...limits },
										leftMs,
									),
							};
				const patience = { maxRetries: options.maxRetries, uploadTimeoutMs };
				const uploading = uploadOnce(entry, transfer, patience);
				const uploaded = await uploading.catch(whenCollectionIsGone(api, details.collection));
				const described = { ...uploaded, fileName, mimeType, fileSize: source.size };
				return describeUpload(entry, api, described, details.reference);
			} finally {
				source.close();
			}
		};
		const output = entry.state.kind === 'named' ? entry.state.output : await unlessRefused(context, upload);
		return await outputItems(output, openApi, options, details.uniqueId);
	},
});

function videoIn(context: IExecuteFunctions, itemIndex: number, fieldName: string): IBinaryData {
	try {
		return context.helpers.assertBinaryData(itemIndex, fieldName);
	} catch (cause) {
		throw noFile(Object.keys(context.getInputData()[itemIndex]?.binary ?? {}), fieldName, cause);
	}
}

/** n8n's own error for a field without a file does not tell which fields have one. */
function noFile(fieldsWithFiles: readonly string[], fieldName: string, cause: unknown): UserError {
	const names = fieldsWithFiles.map((name) => `'${name}'`);
	return new UserError(
		`'Input Data Field Name': the item has no file in '${fieldName}'`,
		names.length > 0
			? `Enter the field that holds the video. This item has files in ${names.join(', ')}`
			: 'The item has no file at all. Put a step before this one that downloads or reads the video',
		{ cause },
	);
}
