import { badParameter, flaggedSuccess } from '../envelope';
import { defaultUniqueId } from '../videoLibrary';
import type { Endpoint } from './endpoint';

const maxVideoNos = 100;

/**
 * Delete videos (v1.1 page "Delete Videos", v1.2 page "Delete Video"): the body is a JSON array of numbers, the
 * namespace stands in the query. Numbers that the account or the namespace lacks are ignored.
 */
export const deleteVideos: Endpoint = ({ generation, query, body }, { videos }) => {
	const videoNos = body.json;
	if (!isArrayOfStrings(videoNos)) {
		return generation.refused(badParameter('The request body must be a JSON array of video numbers.'));
	}
	if (videoNos.length > maxVideoNos) {
		return generation.refused(badParameter(`More than ${maxVideoNos} video numbers.`));
	}
	const { unique_id: uniqueId = defaultUniqueId } = Object.fromEntries(query);
	for (const videoNo of videoNos) {
		if (!generation.hasNamespaces || videos.find(videoNo)?.uniqueId === uniqueId) videos.delete(videoNo);
	}
	return flaggedSuccess(null);
};

function isArrayOfStrings(value: unknown): value is string[] {
	return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
