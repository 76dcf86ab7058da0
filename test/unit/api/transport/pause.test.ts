import { getEventListeners } from 'node:events';
import { pause } from '../../../../nodes/MemoriesAi/api/transport/pause';

const HALF_AN_HOUR_MS = 1_800_000;

test('ends when the signal aborts, at once when it already has', async () => {
	const controller = new AbortController();
	const waiting = pause(HALF_AN_HOUR_MS, controller.signal);
	controller.abort();

	await expect(waiting).resolves.toBeUndefined();
	await expect(pause(HALF_AN_HOUR_MS, controller.signal)).resolves.toBeUndefined();
});

test('takes fractions of a millisecond', async () => {
	await expect(pause(0.4, undefined)).resolves.toBeUndefined();
});

test('leaves nothing behind on a signal that outlives it', async () => {
	const { signal } = new AbortController();
	await pause(1, signal);

	expect(getEventListeners(signal, 'abort')).toEqual([]);
});
