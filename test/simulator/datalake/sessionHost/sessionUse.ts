import { Writable } from 'node:stream';
import type { Answer } from '../../answer';
import type { JournalEntry } from '../../journal';
import type { DatalakeFault } from '../faults';
import type { DatalakeSwitches } from '../switches';
import type { ContentRange } from './contentRange';
import {
	gapRefusal,
	objectStored,
	plainRefusal,
	resumeIncomplete,
	unevenChunk,
	wrongLength,
} from './sessionAnswers';
import { chunkUnit, type UploadSession } from './uploadSession';

/** A request to a session: where its body goes, and what it is answered once the body has come. */
export interface SessionUse {
	sink: Writable;
	answer: () => Answer;
}

/** A use that takes nothing and is answered thus. */
export function refusedUse(answer: Answer): SessionUse {
	return { sink: new Writable({ write: (_chunk, _encoding, done) => done() }), answer: () => answer };
}

/**
 * What a request does with a session that lives.
 *
 * @param entry the request, its body not yet read
 */
export function sessionUseOf(
	session: UploadSession,
	range: ContentRange,
	entry: JournalEntry,
	fault: DatalakeFault | undefined,
	switches: DatalakeSwitches,
): SessionUse {
	session.stopWriting();
	if (session.sha256 !== undefined) return refusedUse(objectStored(session, switches.finalChunkStatus));
	if (range.total !== undefined && session.total !== undefined && range.total !== session.total) {
		return refusedUse(
			plainRefusal(400, 'Invalid request. The total size differs from that of an earlier request.'),
		);
	}
	session.total ??= range.total;
	const state = () => {
		if (session.keptBytes === session.total) session.complete();
		return session.sha256 === undefined
			? resumeIncomplete(session)
			: objectStored(session, switches.finalChunkStatus);
	};
	if (range.kind === 'ask') return refusedUse(state());

	const { start, end } = range;
	const length = end - start + 1;
	const refusal = refusalOfChunk(session, range, entry, switches);
	if (refusal !== undefined) return refusedUse(refusal);
	const maxBytes = fault?.kind === 'keepLess' ? Math.min(fault.bytes, length) : length;
	return {
		sink: session.chunkWriter(start, maxBytes, switches.keepsBrokenChunks),
		answer: () => (entry.receivedBytes === length ? state() : wrongLength(entry.receivedBytes, start, end)),
	};
}

function refusalOfChunk(
	session: UploadSession,
	{ start, end, total }: ContentRange & { kind: 'chunk' },
	{ contentLength }: JournalEntry,
	{ gapAnswer, unevenChunks }: DatalakeSwitches,
): Answer | undefined {
	const length = end - start + 1;
	if (start > session.keptBytes) {
		return gapAnswer === 308 ? resumeIncomplete(session) : gapRefusal(gapAnswer, start, session);
	}
	if (contentLength !== undefined && contentLength !== length) return wrongLength(contentLength, start, end);
	const isEven = length % chunkUnit === 0 || end + 1 === total;
	return isEven || unevenChunks === 'cutDown' ? undefined : unevenChunk(length);
}
