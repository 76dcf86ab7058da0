import type { FormFile } from '../body/receivedBody';
import type { ApiRequest } from './endpoint';

/** An upload's parameters. They may stand in the query or in the form, as with Spring. */
export interface UploadParameters {
	/** Every value of a parameter, the query's first. */
	texts(name: string): string[];
	/** A parameter as one string: repeated values are joined with a comma. Undefined when not sent. */
	text(name: string): string | undefined;
}

/** An upload's file and parameters. */
export interface UploadForm extends UploadParameters {
	file: FormFile;
	/** The largest acceptable file, in bytes. */
	maxFileBytes: number;
}

/** The parameters of an upload of either kind. */
export function uploadParametersOf({ query, body }: ApiRequest): UploadParameters {
	const texts = (name: string) =>
		[...query, ...body.fields].filter(([key]) => key === name).map(([, value]) => value);
	const text = (name: string) => {
		const values = texts(name);
		return values.length === 0 ? undefined : values.join(',');
	};
	return { texts, text };
}

/** The upload that a request holds, or undefined when it has no part `file`. */
export function uploadFormOf(request: ApiRequest, maxFileBytes: number): UploadForm | undefined {
	const file = request.body.files.find(({ fieldName }) => fieldName === 'file');
	return file && { file, maxFileBytes, ...uploadParametersOf(request) };
}
