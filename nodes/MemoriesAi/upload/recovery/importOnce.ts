import { ApiFailure } from '../../api/ApiFailure';
import type { ImportEntry, OpenState } from '../../state';
import { UserError } from '../../texts/UserError';
import { reasonOf } from './uploadErrors';

/**
 * Starts one import, and never a second one of it: it is sent again only while memories.ai surely has not taken it. Without a
 * clear answer its entry is open and stays so, and nothing is sent any more, not by one of n8n's retries either.
 *
 * @param entry the import's, changed on the way
 * @param what names the import in an error, such as `'https://…'`
 * @param start sends it, in one request, and gives the number of the task
 * @returns the number of the task; undefined where memories.ai names none
 * @throws ApiFailure when memories.ai refuses, or cannot be reached
 * @throws UserError when memories.ai may have started the import and does not confirm it
 */
export async function importOnce(
	entry: ImportEntry,
	what: string,
	start: () => Promise<string | undefined>,
): Promise<string | undefined> {
	if (entry.state.kind === 'started') return entry.state.taskId;
	if (entry.state.kind === 'open') throw unconfirmedImport(what, entry.state);
	const open: OpenState = { kind: 'open', sentAtMs: Date.now(), cause: new Error('it gave no answer') };
	entry.state = open;
	const taskId = await start().catch((error: unknown) => {
		if (!(error instanceof ApiFailure)) throw error;
		if (error.acted === 'maybe') {
			open.cause = error;
			throw unconfirmedImport(what, open);
		}
		entry.state = { kind: 'notSent' };
		throw error;
	});
	entry.state = { kind: 'started', taskId };
	return taskId;
}

function unconfirmedImport(what: string, { sentAtMs, cause }: OpenState): UserError {
	return new UserError(
		'memories.ai may have started the import but did not confirm it',
		`The import of ${what} was sent at ${new Date(sentAtMs).toISOString()}, and no clear answer came: ${reasonOf(cause)}. It is not sent again, so that it is not paid for twice. Look for its videos in your memories.ai library in some minutes, and run the workflow again for those that are not there`,
		{ cause },
	);
}
