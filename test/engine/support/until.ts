/** Waits for what happens in the end; a test's own time limit ends a wait for what does not. */
export async function until(isTrue: () => boolean): Promise<void> {
	while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 5));
}
