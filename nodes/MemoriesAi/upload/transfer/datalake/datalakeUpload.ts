import type { ApiAccess } from '../../../api/transport/request';
import type { VideoLabel } from '../../file/fileName';
import type { VideoSource } from '../../file/videoSource';
import type { DatalakeVideo } from './videoRequest';

/** Everything that uploads to the Datalake need, checked beforehand. */
export interface DatalakeUpload {
	api: ApiAccess;
	file: VideoLabel;
	source: VideoSource;
	video: DatalakeVideo;
	/** Longest time without a byte being taken, in ms. */
	stallTimeoutMs: number;
	/** What the user allows for all tries together, in ms. */
	uploadTimeoutMs: number;
}
