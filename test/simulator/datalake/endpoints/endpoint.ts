import type { ReceivedBody } from '../../body/receivedBody';
import type { IdSource } from '../../ids';
import type { Account } from '../account/account';
import type { SearchCounter } from '../account/ingests';
import type { SignedFiles } from '../account/signedFiles';
import type { VideoProcessing } from '../account/videoProcessing';
import type { SessionHost } from '../sessionHost/sessionHost';
import type { DatalakeSwitches } from '../switches';

/** The endpoints of the Datalake. */
export type EndpointName =
	| 'getBalance'
	| 'listCollections'
	| 'createCollection'
	| 'uploadFile'
	| 'uploadUrl'
	| 'openSession'
	| 'finalize'
	| 'listVideos'
	| 'getVideo'
	| 'patchVideo'
	| 'deleteVideo'
	| 'getOperation'
	| 'getSummary'
	| 'getTitle'
	| 'getTranscription'
	| 'getCaption'
	| 'getFrame'
	| 'getClip'
	| 'search'
	| 'getMoment';

/** The query of a request: the first value of a parameter, or null. */
export type QueryParameters = Pick<URLSearchParams, 'get'>;

/** A request that got past the key check, its body read. */
export interface DatalakeRequest {
	/** What stands in the path where the endpoint's has a placeholder: an id, a moment; or empty. */
	subject: string;
	query: QueryParameters;
	body: ReceivedBody;
	/** Where the request reached the simulator, without a slash at the end. */
	origin: string;
	/** The id of the request. */
	requestId: string;
	/** Whether too many ingests were in flight when the request began. */
	isOverIngestLimit: boolean;
}

/** What the endpoints work on. */
export interface DatalakeService {
	account: Account;
	switches: DatalakeSwitches;
	sessions: SessionHost;
	files: SignedFiles;
	processing: VideoProcessing;
	searches: SearchCounter;
	ids: IdSource;
	/** The current time in milliseconds since 1970. */
	dateNow: () => number;
}

/** What a request is answered with. */
export interface EndpointAnswer {
	/** Default: 200. */
	status?: number;
	/** Sent as JSON; undefined for no body. */
	content: object | undefined;
}

/**
 * Carries a request out and gives what to answer with.
 *
 * @throws Refusal when the request is turned down
 */
export type Endpoint = (request: DatalakeRequest, service: DatalakeService) => EndpointAnswer;
