/** A version of the code that is wrong in a way that once went unnoticed. */
export interface BrokenVersion {
	/** What is wrong with it. */
	fault: string;
	/** Below `nodes/MemoriesAi`. */
	file: string;
	/** Stands there once. */
	code: string;
	/** What it is replaced by. */
	wrong: string;
	/** The test file that has to fail, below `test/unit`. */
	caughtBy: string;
}

const recover = { file: 'upload/recovery/recover.ts', caughtBy: 'upload/recovery/recover.test.ts' };
const uploadOnce = { file: 'upload/recovery/uploadOnce.ts', caughtBy: 'upload/recovery/uploadOnce.test.ts' };
const runNames = { file: 'upload/recovery/runNames.ts', caughtBy: 'upload/recovery/ledger.test.ts' };
const event = { file: 'event/event.ts', caughtBy: 'event/event.test.ts' };
const waiting = {
	file: 'api/endpoints/watch.ts',
	caughtBy: 'api/endpoints/waitUntilParsed.test.ts',
};
const signingKey = { file: 'callback/signingKey.ts', caughtBy: 'callback/verifyDeliveries.test.ts' };

/** The versions that `npm run mutants:named` tries. */
export const brokenVersions: readonly BrokenVersion[] = [
	{
		...recover,
		fault: 'The account is looked at once for a video without a confirmation, and not again',
		code: 'if (leftMs <= 0) break;\n\t\tconst askedForMs',
		wrong: 'break;\n\t\tconst askedForMs',
	},
	{
		...uploadOnce,
		fault: 'An answer that accepts a video and does not name it counts as if nothing had been sent',
		code: 'return isUploadedVideo(answer) ? named(entry, answer) : await recovered(entry, transfer, open);',
		wrong:
			'if (isUploadedVideo(answer)) return named(entry, answer);\nmarkAsNotSent(entry);\nthrow open.cause;',
	},
	{
		file: 'upload/transfer/transferWatch.ts',
		caughtBy: 'upload/transfer/sendVideo.test.ts',
		fault: 'Stall Timeout ends uploads of which everything is sent',
		code: 'isComplete ? answerTimeoutMs : stallTimeoutMs',
		wrong: 'stallTimeoutMs',
	},
	{
		...uploadOnce,
		fault: 'Uploads: of refusals that last, only a wrong key ends them',
		file: 'upload/recovery/retryPause.ts',
		code: 'default:\n\t\t\treturn undefined;',
		wrong: "default:\n\t\t\treturn cause.kind === 'key' ? undefined : growingPause(1_000, retries, 1_000);",
	},
	{
		...uploadOnce,
		fault: 'Uploads: of what the account is refused for, only a wrong key keeps them from being sent again',
		code: "isFailure(error, 'account', 'credits', 'key', 'scope')",
		wrong: "isFailure(error, 'key')",
	},
	{
		...waiting,
		fault: 'Waiting: of refusals that last, only a wrong key ends it',
		code: "error.lasts !== 'yes'",
		wrong: "error.kind !== 'key'",
	},
	{
		...runNames,
		fault: "The ledger's key lacks the run index",
		code: '${context.getNode().id} ${String($runIndex)}',
		wrong: '${context.getNode().id}',
	},
	{
		...runNames,
		fault: "The ledger's key lacks the node",
		code: '${context.getNode().id} ${String($runIndex)}',
		wrong: '${String($runIndex)}',
	},
	{
		...waiting,
		fault: 'Retry-After does not count while waiting',
		code: 'looks, checkIntervalMs), askedForMs)',
		wrong: 'looks, checkIntervalMs), 0 * askedForMs)',
	},
	{
		file: 'api/transport/connectionFailure.ts',
		caughtBy: 'api/transport/connectionFailure.test.ts',
		fault: 'Of connections that never came about, only a refused one is known',
		code: 'NEVER_CONNECTED.test(code',
		wrong: '/^ECONNREFUSED$/.test(code',
	},
	{
		file: 'upload/file/videoSource.ts',
		caughtBy: 'upload/file/videoSource.test.ts',
		fault: 'A file that is closed while it opens stays open',
		code: 'if (this.timesClosed !== timesClosedBefore) this.close();',
		wrong: '',
	},
	{
		...signingKey,
		fault: 'A kept signing key never expires',
		file: 'state.ts',
		code: 'maxEntries: 100,\n\tmaxAgeMs: MINUTE_MS,\n});\n\n/**\n * The video or import task',
		wrong: 'maxEntries: 100,\n\tmaxAgeMs: Infinity,\n});\n\n/**\n * The video or import task',
	},
	{
		...signingKey,
		fault: 'A stale signing key says no without the credential being read again',
		code: 'if (link !== undefined || performance',
		wrong: 'if (link !== undefined || true || performance',
	},
	{
		...event,
		fault: '`eventId` is made of the status word as it came, not of what it means',
		code: "videoNo ?? taskId ?? '', happened]",
		wrong: "videoNo ?? taskId ?? '', status]",
	},
	{
		...event,
		fault: '`eventId` is made without the video or task',
		code: "videoNo ?? taskId ?? '', happened]",
		wrong: 'happened]',
	},
	{
		file: 'callback/receiveCallback.ts',
		caughtBy: 'callback/receiveCallback.test.ts',
		fault: 'A call may bring any number of deliveries',
		code: 'if (deliveries.length > limits.deliveries) throw tooLarge();',
		wrong: '',
	},
	{
		file: 'actions/fields/field.ts',
		caughtBy: 'actions/operation.test.ts',
		fault: 'Fields and operations that the generation of the account lacks are not refused',
		code: 'if (apiVersions.includes(apiVersion)) return;',
		wrong: 'if (apiVersions.length > 0) return;',
	},
];
