import type { Generation, ShownVideo } from '../generations/generation';
import type { Video } from '../videoLibrary';
import type { World } from '../world/world';

/** A video as lists and metadata of a generation show it in this world. */
export function shownVideo(video: Video, generation: Generation, world: World): ShownVideo {
	return {
		...video,
		listedSize: world.listedSize(video),
		statusWord: world.statusWords[video.status] ?? generation.statusWord(video.status),
	};
}
