import type { Simulator } from '../simulator';
import { postJson } from '../testClient';

/** A video as v1.2 lists it. */
export interface ListItem {
	video_no: string;
	video_name: string;
}

/** The videos that v1.2 lists for these filters. */
export async function listOf(simulator: Simulator, filters: object = {}): Promise<ListItem[]> {
	const { json } = await postJson(simulator, '/serve/api/v1/list_videos', filters);
	return (json as { data: { videos: ListItem[] } }).data.videos;
}

/** Their names. */
export async function namesOf(simulator: Simulator, filters?: object): Promise<string[]> {
	return (await listOf(simulator, filters)).map(({ video_name: name }) => name);
}
