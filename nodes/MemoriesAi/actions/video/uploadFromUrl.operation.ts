import { readAccount } from '../../api/transport/credential';
import { keepSecret } from '../../state';
import { checkVideoUrl } from '../../upload/file/checkVideoUrl';
import { ledgerEntry } from '../../upload/recovery/ledger';
import { unlessRefused } from '../../upload/recovery/unlessRefused';
import { uploadOnce } from '../../upload/recovery/uploadOnce';
import { requestFetch } from '../../upload/transfer/requestFetch';
import { fetchTransfer } from '../../upload/transfer/datalake/fetchTransfer';
import { whenCollectionIsGone } from '../fields/chosenCollection';
import { field } from '../fields/field';
import { address } from '../fields/readers';
import { defineOperation } from '../operation';
import { callbackUrlField, callbackUrlToSend } from './callbackField';
import { datalakeVideo } from './datalakeVideo';
import { additionalFields } from './uploadFields';
import { uploadOptions } from './uploadOptions';
import { describeUpload, outputItems, uploadParameters } from './uploadSteps';

const videoUrlField = field(
	{
		displayName: 'Video URL',
		name: 'videoUrl',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. https://example.com/video.mp4',
		hint: 'A direct link to the video file that works without a login',
		description:
			'The address from which memories.ai downloads the video, up to 1 GB. The link has to be valid until it has.',
	},
	(input, refuse) => {
		const given = address(input, refuse);
		if (given !== undefined) return given;
		throw refuse('is empty', 'Enter a direct link to the video file, which starts with https://');
	},
);

/** How long a video waits until the Datalake has worked off others, in ms. */
const LONGEST_WAIT_MS = 60 * 60_000;

/** Has memories.ai fetch a video from the web. */
export const uploadFromUrlOperation = defineOperation({
	option: {
		name: 'Upload From URL',
		value: 'uploadFromUrl',
		action: 'Upload video from URL',
		description: 'Let memories.ai fetch a video from a web address, without passing it through the workflow',
		builderHint: {
			propertyHint:
				'For a direct link to a video file that works without a login, not for the page of a post on YouTube, TikTok or Instagram',
		},
	},
	lastingEffect: 'Uploaded',
	fields: {
		videoUrl: videoUrlField,
		callbackUrl: callbackUrlField,
		additionalFields: additionalFields({}),
		options: uploadOptions({}),
	},
	async execute({ context, itemIndex, values, openApi }) {
		const { additionalFields: details, options } = values;
		const entry = ledgerEntry(context, itemIndex);
		const upload = async () => {
			keepSecret(context, ...signaturesIn(values.videoUrl));
			const callbackUrl = await callbackUrlToSend(context, values.callbackUrl, details, options);
			const { baseUrl } = await readAccount(context);
			const url = checkVideoUrl(values.videoUrl, baseUrl);
			const api = await openApi();
			const parameters = uploadParameters(details, callbackUrl, options);
			const name = fileNameIn(url);
			const isDatalake = api.apiVersion === 'datalake';
			const transfer = isDatalake
				? fetchTransfer(api, url, name, await datalakeVideo(context, itemIndex, api, details, name))
				: {
						api,
						expected: { name, size: undefined, uniqueId: details.uniqueId },
						send: async () => await requestFetch({ api, url, ...parameters }),
					};
			const uploadTimeoutMs = isDatalake ? LONGEST_WAIT_MS : Infinity;
			const uploading = uploadOnce(entry, transfer, { maxRetries: options.maxRetries, uploadTimeoutMs });
			const uploaded = await uploading.catch(whenCollectionIsGone(api, details.collection));
			return describeUpload(entry, api, uploaded, details.reference);
		};
		const output = entry.state.kind === 'named' ? entry.state.output : await unlessRefused(context, upload);
		return await outputItems(output, openApi, options, details.uniqueId);
	},
});

/** Shorter values are words, which names and answers may well repeat. */
const SHORTEST_SIGNATURE = 16;

/** What may sign an address: its query, as a whole and value by value. */
function signaturesIn(url: string): string[] {
	const query = url.slice(url.indexOf('?') + 1);
	if (query === url) return [];
	const values = query.split('&').map((part) => part.slice(part.indexOf('=') + 1));
	const decoded = [...new URLSearchParams(query).values()];
	return [query, ...[...values, ...decoded].filter(({ length }) => length >= SHORTEST_SIGNATURE)];
}

/** The last part of the address's path, empty for none. */
function fileNameIn(url: string): string {
	return new URL(url).pathname.split('/').at(-1) ?? '';
}
