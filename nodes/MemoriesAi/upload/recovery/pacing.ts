import { isFailure } from '../../api/ApiFailure';
import { pause } from '../../api/transport/pause';
import { cancelSignalOf, LONGEST_RETRY_AFTER_MS, type ApiAccess } from '../../api/transport/request';
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
	const { retryAfterMs = DOCUMENTED_INTERVAL_MS[apiVersion] } = cause;
	const intervalMs = Math.min(retryAfterMs, LONGEST_RETRY_AFTER_MS);
	uploadPaces.set(context, { intervalMs, nextAt: performance.now() + intervalMs });
}

/**
 * Waits until the next upload of the run may begin.
 *
 * @param isOverAt when the upload has to be done, on the clock of `performance.now()`, in ms
 */
export async function waitForTurn({ context }: ApiAccess, isOverAt: number): Promise<void> {
	const pace = uploadPaces.get(context);
	if (pace === undefined) return;
	const untilTurnMs = Math.min(pace.nextAt, isOverAt) - performance.now();
	await pause(untilTurnMs, cancelSignalOf(context));
	pace.nextAt = performance.now() + pace.intervalMs;
}
