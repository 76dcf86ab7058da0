import type { FormFile } from '../body/receivedBody';
import type { ApiRequest } from './endpoint';

/** An upload's file and parameters. Parameters may stand in the query or in the form, as with Spring. */
export interface UploadForm {
	file: FormFile;
	/** The largest acceptable file, in bytes. */
	maxFileBytes: number;
	/** Every value of a parameter, the query's first. */
	texts(name: string): string[];
	/** A parameter as one string: repeated values are joined with a comma. Undefined when not sent. */
	text(name: string): string | undefined;
}

/** The upload that a request holds, or undefined when it has no part `file`. */
export function uploadFormOf({ query, body }: ApiRequest, maxFileBytes: number): UploadForm | undefined {
	const file = body.files.find(({ fieldName }) => fieldName === 'file');
	if (file === undefined) return undefined;
	const texts = (name: string) =>
		[...query, ...body.fields].filter(([key]) => key === name).map(([, value]) => value);
	const text = (name: string) => {
		const values = texts(name);
		return values.length === 0 ? undefined : values.join(',');
	};
	return { file, maxFileBytes, texts, text };
}
