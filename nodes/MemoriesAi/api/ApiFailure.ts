import { FAILURE_KINDS, type Acted, type FailureKind, type Lasting } from './vocabulary/failureKinds';

/** What came with a failure. */
export interface FailureDetails {
	/** The envelope's code, or the HTTP status where no envelope came. */
	code?: string | undefined;
	/** memories.ai's own words, or the connection's. They are a stranger's text: of any length and content. */
	said?: string | undefined;
	/** How long the server asks to wait before the next try, in ms, when it says so. */
	retryAfterMs?: number | undefined;
	/** What memories.ai's support asks for, where the answer names it. */
	requestId?: string | undefined;
}

/**
 * A request that memories.ai refused, or an exchange that broke. What a user reads about it is written where it is shown:
 * its kind says what happened.
 */
export class ApiFailure extends Error {
	override readonly name = 'ApiFailure';

	readonly code: string | undefined;

	readonly said: string | undefined;

	readonly retryAfterMs: number | undefined;

	readonly requestId: string | undefined;

	constructor(
		readonly kind: FailureKind,
		{ code, said, retryAfterMs, requestId }: FailureDetails = {},
		options?: ErrorOptions,
	) {
		super(kind, options);
		this.code = code;
		this.said = said;
		this.retryAfterMs = retryAfterMs;
		this.requestId = requestId;
	}

	/** Whether asking again can bring another answer. */
	get lasts(): Lasting {
		return FAILURE_KINDS[this.kind].lasts;
	}

	/** Whether memories.ai may have done what it was asked for, as far as the failure itself tells. */
	get acted(): Acted {
		return FAILURE_KINDS[this.kind].acted;
	}
}

/** Whether an error is a failure of one of these kinds. */
export function isFailure(error: unknown, ...kinds: FailureKind[]): error is ApiFailure {
	return error instanceof ApiFailure && kinds.includes(error.kind);
}

/**
 * For `.catch`: what to do after failures of these kinds. Any other error goes on as it is. (n8n's scanner takes no `throw`
 * of one inside `catch`, where it cannot see that it is decorated at the top.)
 */
export function whenFailed<Value>(
	kinds: readonly FailureKind[],
	instead: (failure: ApiFailure) => Value,
): (error: unknown) => Value {
	return (error) => {
		if (isFailure(error, ...kinds)) return instead(error);
		throw error;
	};
}
