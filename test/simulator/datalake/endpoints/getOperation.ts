import { notFound } from '../refusal';
import type { Endpoint } from './endpoint';

/** How far an ingest is (`GET /operations/{op}`); free. */
export const getOperation: Endpoint = ({ subject }, { account }) => {
	const video = account.allVideos.find(({ operation }) => operation === subject);
	if (video === undefined) throw notFound(`operation ${subject}`);
	return {
		content: {
			operation: subject,
			kind: 'ingest',
			done: video.status !== 'processing',
			cancelled: video.status === 'cancelled',
			resource: video.id,
			progress: video.progress,
			error: video.error ?? null,
		},
	};
};
