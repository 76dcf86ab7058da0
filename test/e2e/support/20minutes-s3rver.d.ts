/** The part of the library, which brings no types, that is used here. */
declare module '@20minutes/s3rver' {
	export default class S3rver {
		constructor(options: {
			/** 0 takes a free one. */
			port: number;
			address: string;
			/** Where the files are kept. */
			directory: string;
			silent: boolean;
			configureBuckets: Array<{ name: string; configs: never[] }>;
		});
		run(): Promise<{ address: string; port: number }>;
		close(): Promise<void>;
	}
}
