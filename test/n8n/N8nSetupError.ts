/** What may be said about a failed step besides what went wrong and how to cure it. */
interface Evidence {
	logFile?: string;
	/** The last lines of that output, where they help more than the way to the file. */
	lastLines?: string;
	cause?: unknown;
}

/** A step on the way to a running n8n that this machine did not let happen. */
export class N8nSetupError extends Error {
	override readonly name = 'N8nSetupError';

	/** File that holds the whole output of the failed step. */
	readonly logFile?: string;

	/**
	 * @param problem what went wrong, as one sentence
	 * @param cure what to do about it, as one sentence
	 */
	constructor(
		readonly problem: string,
		readonly cure: string,
		{ logFile, lastLines, cause }: Evidence = {},
	) {
		const parts = [problem, cure];
		if (lastLines) parts.push(`Its last lines:\n${lastLines}`);
		if (logFile) parts.push(`Log: ${logFile}`);
		super(parts.join('\n'), { cause });
		this.logFile = logFile;
	}
}
