import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { runsWithStorageHint } from '../../state';

/** From here on, a video that is held as a whole may cost an n8n of the usual size its life. */
const LARGE_BYTES = 100 * 1024 ** 2;

/**
 * Says once a run, in the node's output, when a large video comes from a place where n8n holds it in memory as a whole:
 * the workflow's own data, or n8n's database.
 *
 * @param size of the video in bytes
 */
export function hintAtStorage(
	context: IExecuteFunctions,
	{ id }: Pick<IBinaryData, 'id'>,
	size: number,
): void {
	const message = hintFor(id);
	if (size <= LARGE_BYTES || message === undefined || runsWithStorageHint.has(context)) return;
	runsWithStorageHint.add(context);
	context.addExecutionHints({ message, type: 'warning', location: 'outputPane' });
}

/** @param id what n8n stores a file under, with the kind of store before the first colon; none for a file in memory */
function hintFor(id: string | undefined): string | undefined {
	if (id === undefined) {
		return 'This n8n keeps files in memory, where large videos can make it stop. Set N8N_DEFAULT_BINARY_DATA_MODE=filesystem on it';
	}
	if (!id.startsWith('database:')) return undefined;
	return 'This n8n keeps files in its database and reads each into memory as a whole, where large videos can make it hang or stop. Set N8N_DEFAULT_BINARY_DATA_MODE=filesystem on all its processes, and in queue mode let them share the folder in N8N_BINARY_DATA_STORAGE_PATH';
}
