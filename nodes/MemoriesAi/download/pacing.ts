import { isFailure } from '../api/ApiFailure';
import { pause } from '../api/transport/pause';
import { cancelSignalOf, type ApiAccess } from '../api/transport/request';
import { downloadPaces } from '../state';

/** Twelve downloads a minute. Source: "Rate limits" pages. */
const DOCUMENTED_INTERVAL_MS = 5_000;

/** Waits until the next download of the run may begin: at once, until the request limit has come up in the run. */
export async function waitForTurn({ context }: ApiAccess): Promise<void> {
	const pace = downloadPaces.get(context);
	if (pace === undefined) return;
	await pause(pace.nextAt - performance.now(), cancelSignalOf(context));
	pace.nextAt = performance.now() + pace.intervalMs;
}

/**
 * Has the following downloads of a run keep the documented distance after the request limit.
 *
 * @param cause why the latest download did not go through
 */
export function paceAfterLimit({ context }: ApiAccess, cause: unknown): void {
	if (!isFailure(cause, 'limit')) return;
	// How long the refused one itself waits is seen to where it is sent again.
	downloadPaces.set(context, { intervalMs: DOCUMENTED_INTERVAL_MS, nextAt: performance.now() });
}
