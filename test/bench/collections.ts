/** A garbage collection in a Node process. */
export interface Collection {
	/** As Node's performance hooks number them. */
	kind: number;
	/** In ms since 1970. */
	beganAtMs: number;
	/** How long the main thread stood still for it, in ms. */
	ms: number;
}

/** Node's number for a collection of the whole heap (`NODE_PERFORMANCE_GC_MAJOR`). */
const fullCollection = 4;

/** The collections of a stretch of time. */
export interface CollectionFigures {
	/** How many went through the whole heap. */
	fullCollections: number;
	/** How long the main thread stood still for all of them. */
	collectionSeconds: number;
}

/** Sums up the collections between two moments, in ms since 1970. */
export function collectionsBetween(
	beganAtMs: number,
	endedAtMs: number,
	collections: readonly Collection[],
): CollectionFigures {
	const within = collections.filter((one) => one.beganAtMs >= beganAtMs && one.beganAtMs <= endedAtMs);
	return {
		fullCollections: within.filter(({ kind }) => kind === fullCollection).length,
		collectionSeconds: within.reduce((sum, { ms }) => sum + ms, 0) / 1000,
	};
}
