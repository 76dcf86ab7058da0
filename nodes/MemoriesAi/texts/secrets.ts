import type { IDataObject } from 'n8n-workflow';

/** Shorter texts occur by chance, and no secret is so short. */
const MIN_SECRET_LENGTH = 6;

/**
 * A text without the secrets that it may repeat, in any of the forms in which others write them.
 *
 * @param secrets the API key, signed links, the query of a video's address
 */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
	return secrets
		.filter((secret) => secret.length >= MIN_SECRET_LENGTH)
		.flatMap((secret) => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])
		.sort((one, other) => other.length - one.length)
		.reduce((clean, secret) => clean.replaceAll(secret, '***'), text);
}

/**
 * Data without the secrets that it may repeat; the same data where it repeats none.
 *
 * @param secrets as for `withoutSecrets`
 */
export function dataWithoutSecrets<Data extends IDataObject>(data: Data, secrets: readonly string[]): Data {
	const json = JSON.stringify(data);
	const clean = withoutSecrets(json, secrets);
	return clean === json ? data : (JSON.parse(clean) as Data);
}
