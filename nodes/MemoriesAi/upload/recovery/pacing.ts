import { ApiFailure, isFailure } from '../../api/ApiFailure';
import { pause } from '../../api/transport/pause';
import { LONGEST_RETRY_AFTER_MS } from '../../api/transport/limitPause';
import { cancelSignalOf, type ApiAccess } from '../../api/transport/request';
import type { ApiVersion } from '../../api/vocabulary/apiVersion';
import { uploadPaces } from '../../state';

/**
 * One upload a second, since 2026 one a minute in v1.2. Source: "Rate limits" pages. The Datalake counts uploads in flight
 * instead.
 */
const DOCUMENTED_INTERVAL_MS: Record<ApiVersion, number> = { 'v1.1': 1_000, 'v1.2': 60_000, datalake: 0 };

/**
 * Has the following uploads of a run keep the documented distance, or the one that the server asks for: otherwise each
 * would be sent whole only to be refused.
 *
 * @param cause why the latest upload did not go through
 */
export function paceAfterLimit({ context, apiVersion }: ApiAccess, cause: Error): void {
	if (!isFailure(cause, 'limit')) return;
	const documentedMs = DOCUMENTED_INTERVAL_MS[apiVersion];
	const { retryAfterMs = documentedMs } = cause;
	const isRate = apiVersion !== 'datalake' && retryAfterMs <= LONGEST_RETRY_AFTER_MS;
	const intervalMs = isRate ? retryAfterMs : documentedMs;
	uploadPaces.set(context, { intervalMs, nextAt: performance.now() + retryAfterMs });
}

/** How long the next upload of the run has to wait for its turn, in ms. */
export function untilTurnMs({ context }: ApiAccess): number {
	const pace = uploadPaces.get(context);
	return pace === undefined ? 0 : Math.max(0, pace.nextAt - performance.now());
}

/**
 * Waits until the next upload of the run may begin.
 *
 * @param isOverAt when the upload has to be done, on the clock of `performance.now()`, in ms
 * @throws ApiFailure when the server has asked for a longer pause than is kept
 */
export async function waitForTurn(api: ApiAccess, isOverAt: number): Promise<void> {
	const waitMs = untilTurnMs(api);
	if (waitMs > LONGEST_RETRY_AFTER_MS) throw new ApiFailure('limit', { retryAfterMs: waitMs });
	await pause(Math.min(waitMs, isOverAt - performance.now()), cancelSignalOf(api.context));
}

/**
 * Has the next upload of the run wait from now on. Called when an upload has ended, however it did: which of its moments the
 * server counts, from its first byte to its last, is not documented.
 */
export function paceAfterUpload({ context }: ApiAccess): void {
	const pace = uploadPaces.get(context);
	if (pace !== undefined) pace.nextAt = performance.now() + pace.intervalMs;
}
