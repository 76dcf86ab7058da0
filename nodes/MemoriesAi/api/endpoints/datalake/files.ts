import type { IDataObject } from 'n8n-workflow';
import { isJsonObject } from '../../transport/json';
import { callApi, type ApiAccess } from '../../transport/request';
import { textOf } from '../../vocabulary/answerValues';
import type { DatalakePath } from '../../vocabulary/apiVersion';
import type { FilePlace } from '../endpoints';
import { videoPath } from './videos';

/**
 * Where the original of a video is: at a signed address, good for a day.
 *
 * @returns undefined when memories.ai names none
 * @throws ApiFailure when memories.ai refuses, or gives no answer
 */
export async function findOriginal(api: ApiAccess, videoNo: string): Promise<FilePlace | undefined> {
	const { source_url: address } = await ask(api, videoPath(videoNo));
	return linkTo(address);
}

/**
 * Where a part of a video is, which memories.ai cuts out: at a signed address, good for some hours.
 *
 * @param startTime in seconds from the start of the video
 * @param endTime likewise
 * @returns undefined when memories.ai names none
 * @throws ApiFailure when memories.ai refuses, or gives no answer
 */
export async function findClip(
	api: ApiAccess,
	videoNo: string,
	startTime: number,
	endTime: number,
): Promise<FilePlace | undefined> {
	const answer = await ask(api, videoPath(videoNo, '/clip'), { start: startTime, end: endTime });
	return linkTo(answer.url ?? answer.clip_url);
}

/**
 * Where a picture of a video is: at a signed address.
 *
 * @param time in seconds from the start of the video
 * @returns undefined when memories.ai names none
 * @throws ApiFailure when memories.ai refuses, or gives no answer
 */
export async function findFrame(
	api: ApiAccess,
	videoNo: string,
	time: number,
): Promise<FilePlace | undefined> {
	return linkTo((await ask(api, videoPath(videoNo, '/frame'), { t: time })).url);
}

async function ask(api: ApiAccess, endpoint: DatalakePath, query: IDataObject = {}): Promise<IDataObject> {
	const { data } = await callApi(api, { method: 'GET', endpoint, query });
	return isJsonObject(data) ? data : {};
}

function linkTo(address: unknown): FilePlace | undefined {
	const given = textOf(address);
	return given === undefined ? undefined : { kind: 'link', address: given };
}
