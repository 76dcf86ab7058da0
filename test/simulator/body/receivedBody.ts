/** A form field or query parameter as [name, value]. */
export type NameAndValue = [name: string, value: string];

/** A file part of a multipart form, its content reduced to length and hash. */
export interface FormFile {
	fieldName: string;
	/** The part's file name as sent, path included. */
	fileName: string;
	/** The part's content type in lower case, without parameters. */
	mimeType: string;
	bytes: number;
	/** Hexadecimal SHA-256 of the content. */
	sha256: string;
}

/** What a request body turned out to hold; filled while it is being read. */
export interface ReceivedBody {
	fields: NameAndValue[];
	files: FormFile[];
	json?: unknown;
	/** The JSON as it was sent: parsing rounds integers of more than 15 digits. */
	jsonText?: string;
	/** Why the body could not be read as what its content type says. */
	problem?: string;
}
