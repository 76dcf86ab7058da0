import { clientIdOf } from './accounts';
import { defaultUniqueId, type Video } from './videoLibrary';

/**
 * Some of the processed videos that a real account held from its first day on, as its recorded list shows them.
 *
 * @param apiKey the key whose account holds them
 */
export function sampleVideos(apiKey: string): Video[] {
	return [
		{
			videoNo: 'VEI512262412745834496',
			videoName: '2001: A Space Odyssey',
			size: 144144991,
			uploadTime: 1731593434695,
		},
		{
			videoNo: 'VEI512268109118177280',
			videoName: 'Coastal Town Scenery Sample Shots',
			size: 615901207,
			uploadTime: 1731593434696,
		},
		{
			videoNo: 'VEI520787842482307072',
			videoName: 'But what is a neural network? | Deep learning chapter 1',
			size: 0,
			uploadTime: 1733624697455,
		},
	].map((video) => ({
		...video,
		status: 'PARSE',
		version: 'v1.1',
		clientId: clientIdOf(apiKey),
		uniqueId: defaultUniqueId,
		tags: [],
		isListed: true,
		isSample: true,
	}));
}
