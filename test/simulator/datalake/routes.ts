import { createCollection, listCollections } from './endpoints/collections';
import { getCaption, getClip, getFrame, getSummary, getTitle, getTranscription } from './endpoints/derived';
import type { Endpoint, EndpointName } from './endpoints/endpoint';
import { finalize } from './endpoints/finalize';
import { getBalance } from './endpoints/getBalance';
import { getOperation } from './endpoints/getOperation';
import { getMoment } from './endpoints/moments';
import { openSession } from './endpoints/openSession';
import { search } from './endpoints/search';
import { uploadFile } from './endpoints/uploadFile';
import { uploadUrl } from './endpoints/uploadUrl';
import { deleteVideo, getVideo, listVideos, patchVideo } from './endpoints/videos';

/** What stands before the paths of the Datalake's endpoints. */
export const datalakeBases = ['/serve/datalake/v1', '/datalake/v1'] as const;

/** A base path of the Datalake. */
export type DatalakeBase = (typeof datalakeBases)[number];

/** Where a request leads. */
export interface DatalakeRoute {
	name: EndpointName;
	endpoint: Endpoint;
	/** Whether it costs money at once, other than an ingest. */
	isPriced: boolean;
	/** Whether it may start an ingest. */
	startsIngest: boolean;
	/** What stands in the path where the endpoint's has a placeholder; or empty. */
	subject: string;
}

type Place = [
	method: string,
	path: RegExp,
	name: EndpointName,
	endpoint: Endpoint,
	kind?: 'priced' | 'ingest',
];

const places: Place[] = [
	['GET', /^\/usage\/balance$/, 'getBalance', getBalance],
	['GET', /^\/collections$/, 'listCollections', listCollections],
	['POST', /^\/collections$/, 'createCollection', createCollection],
	['GET', /^\/videos$/, 'listVideos', listVideos],
	['POST', /^\/videos$/, 'uploadUrl', uploadUrl, 'ingest'],
	['POST', /^\/videos\/([^/:]+):finalize$/, 'finalize', finalize, 'ingest'],
	['GET', /^\/videos\/([^/:]+)$/, 'getVideo', getVideo],
	['PATCH', /^\/videos\/([^/:]+)$/, 'patchVideo', patchVideo],
	['DELETE', /^\/videos\/([^/:]+)$/, 'deleteVideo', deleteVideo],
	['GET', /^\/videos\/([^/:]+)\/summary$/, 'getSummary', getSummary, 'priced'],
	['GET', /^\/videos\/([^/:]+)\/title$/, 'getTitle', getTitle, 'priced'],
	['GET', /^\/videos\/([^/:]+)\/transcription$/, 'getTranscription', getTranscription, 'priced'],
	['GET', /^\/videos\/([^/:]+)\/caption$/, 'getCaption', getCaption, 'priced'],
	['GET', /^\/videos\/([^/:]+)\/frame$/, 'getFrame', getFrame, 'priced'],
	['GET', /^\/videos\/([^/:]+)\/clip$/, 'getClip', getClip, 'priced'],
	['GET', /^\/operations\/([^/:]+)$/, 'getOperation', getOperation],
	['POST', /^\/search$/, 'search', search, 'priced'],
	['GET', /^\/moments\/([^/]+)$/, 'getMoment', getMoment, 'priced'],
];

/**
 * Where a request to a base leads.
 *
 * @param path what stands behind the base
 * @param isResumable whether the query asks for a session
 * @param isForm whether the body is a multipart form
 * @returns undefined when no endpoint exists for it
 */
export function datalakeRoute(
	method: string,
	path: string,
	isResumable: boolean,
	isForm: boolean,
): DatalakeRoute | undefined {
	for (const [placeMethod, pattern, name, endpoint, kind] of places) {
		const match = placeMethod === method ? pattern.exec(path) : null;
		if (match === null) continue;
		const route = { name, endpoint, isPriced: kind === 'priced', startsIngest: kind === 'ingest' };
		const subject = decodedOrEmpty(match[1]);
		if (name !== 'uploadUrl') return { ...route, subject };
		if (isResumable)
			return { ...route, name: 'openSession', endpoint: openSession, startsIngest: false, subject };
		return isForm ? { ...route, name: 'uploadFile', endpoint: uploadFile, subject } : { ...route, subject };
	}
	return undefined;
}

function decodedOrEmpty(text = ''): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return '';
	}
}
