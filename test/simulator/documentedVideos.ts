import { clientIdOf } from './accounts';
import { defaultUniqueId, type Video } from './videoLibrary';

/**
 * The processed videos that the callback examples of both "Upload Video from File" pages name.
 *
 * @param apiKey the key whose account holds them
 */
export function documentedVideos(apiKey: string): Video[] {
	const common = {
		status: 'PARSE',
		uploadTime: 1744905509814,
		size: 169612362,
		clientId: clientIdOf(apiKey),
		uniqueId: defaultUniqueId,
		tags: [],
		isListed: true,
	} as const;
	return [
		{ ...common, version: 'v1.1', videoNo: 'mavi_video_554046065381212160', videoName: 'example_v1_1' },
		{ ...common, version: 'v1.2', videoNo: 'VI554046065381212160', videoName: 'example_v1_2' },
	];
}
