import { isFailure } from '../../api/ApiFailure';
import type { ApiContext } from '../../api/transport/credential';
import { refusedRuns } from '../../state';

/**
 * Uploads, unless memories.ai has refused an earlier item of the run because the account has no money left. Then nothing is
 * asked: every further video would be refused as well.
 *
 * @throws what refused the earlier item, or what `upload` throws
 */
export async function unlessRefused<Uploaded>(
	run: ApiContext,
	upload: () => Promise<Uploaded>,
): Promise<Uploaded> {
	const refusal = refusedRuns.get(run);
	if (refusal !== undefined) throw refusal;
	return await upload().catch((error: unknown) => {
		if (isFailure(error, 'balance')) refusedRuns.set(run, error);
		throw error;
	});
}
