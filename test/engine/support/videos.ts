import type { Simulator } from '../../simulator/simulator';
import { uploadedVideoNo, type TestUpload } from '../../simulator/testClient';

/** Uploads a small video that memories.ai has parsed at once, and gives its number. */
export async function parsedVideoNo(simulator: Simulator, upload: TestUpload): Promise<string> {
	const videoNo = await uploadedVideoNo(simulator, upload);
	await simulator.settle(videoNo, 'PARSE');
	return videoNo;
}

/** The paths below the generation that were called since the uploads, in order. */
export function calledEndpoints({ journal }: Simulator): string[] {
	return journal.map(({ path }) => path.split('/').at(-1) ?? '').filter((name) => name !== 'upload');
}
