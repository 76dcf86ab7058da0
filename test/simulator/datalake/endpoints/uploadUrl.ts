import type { IngestError } from '../account/records';
import { invalid, refused } from '../refusal';
import type { Endpoint } from './endpoint';
import { ingest, newVideo, uploadAnswer, videoMadeBefore } from './ingest';
import { jsonBodyOf } from './jsonObject';
import { uploadDetailsOf } from './uploadRequest';

const pageHost =
	/(^|\.)(youtube\.com|youtu\.be|vimeo\.com|tiktok\.com|instagram\.com|facebook\.com|x\.com|twitter\.com)$/;

/** Upload from a link (`POST /videos`, JSON with `source_url`). Nothing is fetched. */
export const uploadUrl: Endpoint = (request, service) => {
	const { account, switches } = service;
	const json = jsonBodyOf(request);
	const details = uploadDetailsOf(json, 'request body', service);
	const { source_url: sourceUrl } = json;
	if (typeof sourceUrl !== 'string' || !/^https?:$/.test(schemeOf(sourceUrl))) {
		throw invalid('source_url must be an http or https URL');
	}

	const madeBefore = videoMadeBefore(details, service);
	if (madeBefore?.isFinalized) return uploadAnswer(madeBefore, 200, switches.uploadIdField);
	account.requireBalance();
	const problem = isPage(new URL(sourceUrl)) ? unresolvable : undefined;
	if (problem && switches.pageLinks === 'refusedAtOnce') {
		throw refused(400, 'source_unresolvable', problem.message);
	}
	return ingest({ ...newVideo(details, service), sourceUrl, pendingError: problem }, request, service);
};

const unresolvable: IngestError = {
	code: 'source_unresolvable',
	message: 'source_url does not lead to a video file.',
};

function schemeOf(url: string): string {
	return URL.canParse(url) ? new URL(url).protocol : '';
}

function isPage({ hostname, pathname }: URL): boolean {
	return pageHost.test(hostname) || /\.html?$/i.test(pathname);
}
