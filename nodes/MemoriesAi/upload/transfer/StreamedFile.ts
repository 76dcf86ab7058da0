import type { VideoLabel } from '../file/fileName';

/**
 * A file whose bytes are read only when the request is sent. It says its size up front, so the request carries an exact
 * Content-Length.
 */
export class StreamedFile extends File {
	constructor(
		video: VideoLabel,
		size: number,
		private readonly read: () => AsyncGenerator<Uint8Array, void, undefined>,
	) {
		super([], video.fileName, { type: video.mimeType });
		Object.defineProperty(this, 'size', { value: size });
	}

	/** The HTTP layer iterates over it, which a generator serves as well as a stream. */
	override stream(): ReturnType<File['stream']> {
		return this.read() as unknown as ReturnType<File['stream']>;
	}
}
