import type { NameAndValue } from './body/receivedBody';
import type { EndpointName } from './endpoints/endpoint';
import type { JournalEntry } from './journal';
import type { Video } from './videoLibrary';

/** What the videos of an upload have in common; what is left out may be anything. */
export interface UploadTraits {
	/** Hexadecimal SHA-256 of the file. */
	sha256?: string;
	/** The file's name as sent; of an upload from a URL, the URL's path. */
	fileName?: string;
	/** Fields that the form had, maybe among others. */
	fields?: readonly NameAndValue[];
}

/** Counts what happened, for assertions. */
export class Tally {
	/** @param accepted the videos of all accepted uploads, also those not stored yet, and deleted ones */
	constructor(
		private readonly journal: readonly JournalEntry[],
		private readonly accepted: readonly Video[],
	) {}

	/** The videos that were made of an upload, whether stored by now, still to come, or deleted since. */
	videosMadeOf({ sha256, fileName, fields = [] }: UploadTraits): Video[] {
		return this.accepted.filter(
			(video) =>
				(sha256 === undefined || video.sha256 === sha256) &&
				(fileName === undefined || video.fileName === fileName) &&
				fields.every(([name, value]) =>
					video.fields?.some((field) => field[0] === name && field[1] === value),
				),
		);
	}

	/** The requests to an endpoint in any generation, in the order of arrival. */
	requestsTo(endpoint: EndpointName): JournalEntry[] {
		return this.journal.filter((entry) => entry.endpoint === endpoint);
	}

	/** The body bytes of each request to an endpoint, also of those that broke off. */
	bytesReceivedBy(endpoint: EndpointName): number[] {
		return this.requestsTo(endpoint).map(({ receivedBytes }) => receivedBytes);
	}
}
