import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import S3rver from '@20minutes/s3rver';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { request } from 'undici';
import { localhost } from '../../n8n/ports';

/** A cloud storage that speaks S3, with one bucket, on this machine. */
export interface S3Server {
	bucket: string;
	/** What n8n's own S3 node connects with. */
	credential: ICredentialDataDecryptedObject;
	put(key: string, content: Buffer, contentType: string): Promise<void>;
	close(): Promise<void>;
}

export async function startS3Server(): Promise<S3Server> {
	const directory = await mkdtemp(path.join(tmpdir(), 's3-'));
	const bucket = 'videos';
	const server = new S3rver({
		port: 0,
		address: localhost,
		directory,
		silent: true,
		configureBuckets: [{ name: bucket, configs: [] }],
	});
	const { port } = await server.run();
	const endpoint = `http://${localhost}:${port}`;
	return {
		bucket,
		credential: {
			endpoint,
			region: 'us-east-1',
			// The one account that s3rver knows.
			accessKeyId: 'S3RVER',
			secretAccessKey: 'S3RVER',
			forcePathStyle: true,
			ignoreSSLIssues: false,
		},
		put: async (key, content, contentType) => {
			const answer = await request(`${endpoint}/${bucket}/${key}`, {
				method: 'PUT',
				headers: { 'content-type': contentType },
				body: content,
			});
			await answer.body.dump();
			if (answer.statusCode !== 200)
				throw new Error(`The S3 server answers ${answer.statusCode} to PUT ${key}`);
		},
		close: async () => {
			await server.close();
			await rm(directory, { recursive: true, force: true });
		},
	};
}
