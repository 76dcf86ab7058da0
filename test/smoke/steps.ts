import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { Engine, triggerUrl, type TestCredential } from '../engine/support/engine';
import { byId } from '../engine/support/parameters';
import type { ApiVersion as V1Version } from '../simulator/generations/generation';
import { CallbackListener, type ReceivedCall } from './callbackListener';
import { Recorder, type RecordedAnswer } from './recorder';
import { SmokeError } from './SmokeError';

/** A generation of the API, as outputs name it. */
export type ApiVersion = V1Version | 'datalake';

/** The memories.ai that the steps are run against. */
export interface Account {
	apiKey: string;
	/** Without a slash at the end. */
	baseUrl: string;
	/** Public address that leads to the port; undefined for no callback. */
	callback: { baseUrl: string; port: number } | undefined;
	/** How often it is looked whether the video is parsed, at most, in seconds. */
	checkInterval: number;
	/** How long a callback is waited for after the video is parsed, in ms. */
	callbackPatienceMs: number;
}

/** What came of a run. */
export interface Recording {
	/** Undefined when the upload did not come so far. */
	apiVersion: ApiVersion | undefined;
	answers: RecordedAnswer[];
	calls: ReceivedCall[];
	/** What came out of the nodes, by step. */
	outputs: Record<string, IDataObject[]>;
	/** What went wrong, a line each. */
	problems: string[];
	/** Ids that belong to the run. */
	own: string[];
}

/** The video of ten seconds that is uploaded, and a word that is said in it. */
const video = path.join(__dirname, '../fixtures/tenSeconds.mp4');
const spokenWord = 'chair';

/** Where the trigger's link leads, below the public address. */
const triggerPath = new URL(triggerUrl).pathname;

/**
 * Runs the package's operations on one video, from its upload to its deletion, and records what memories.ai answers. Whatever
 * happens after the upload, the video is deleted.
 *
 * @param begin called with each step
 * @param signal ends the run early; the video is deleted all the same
 * @throws {SmokeError} when the upload fails
 */
export async function runSteps(
	engine: Engine,
	account: Account,
	begin: (step: string) => void,
	signal: AbortSignal,
): Promise<Recording> {
	const recorder = await Recorder.start(account.baseUrl);
	const listener = account.callback && (await CallbackListener.start(account.callback.port));
	try {
		return await new Run(engine, account, recorder, listener, begin, signal).all();
	} finally {
		listener?.close();
		await recorder.close();
	}
}

let executions = 0;

class Run {
	private readonly recording: Recording;

	constructor(
		private readonly engine: Engine,
		private readonly account: Account,
		private readonly recorder: Recorder,
		private readonly listener: CallbackListener | undefined,
		private readonly begin: (step: string) => void,
		private readonly signal: AbortSignal,
	) {
		this.recording = {
			apiVersion: undefined,
			answers: recorder.answers,
			calls: listener?.calls ?? [],
			outputs: {},
			problems: [],
			own: [],
		};
	}

	async all(): Promise<Recording> {
		const uploaded = await this.upload();
		const videoNo = uploaded.videoNo as string;
		this.recording.apiVersion = uploaded.apiVersion as ApiVersion;
		this.recording.own.push(videoNo);
		if (typeof uploaded.collectionId === 'string') this.recording.own.push(uploaded.collectionId);
		try {
			await this.lookAt(videoNo);
		} finally {
			await this.remove(videoNo);
		}
		return this.recording;
	}

	private async upload(): Promise<IDataObject> {
		const { callback } = this.account;
		const data = await this.engine.storeBinary(readFileSync(video), { fileName: 'n8n-smoke-test.mp4' });
		const callbackUrl = callback === undefined ? {} : { callbackUrl: this.callbackUrl(callback.baseUrl) };
		const items = await this.operation(
			'Upload',
			{ operation: 'upload', ...callbackUrl, additionalFields: { reference: 'smoke' } },
			{ data },
		);
		if (items[0] === undefined) throw new SmokeError(this.recording.problems.join('\n'));
		return items[0];
	}

	/** The simulator calls the listener's own port, which nobody has chosen. */
	private callbackUrl(publicBaseUrl: string): string {
		const url = new URL(publicBaseUrl);
		if (this.account.callback?.port === 0) url.port = String(this.listener?.port);
		return url.href.replace(/\/+$/, '') + triggerPath;
	}

	private async lookAt(videoNo: string): Promise<void> {
		const one = { videoNo: byId(videoNo) };
		const isV11 = this.recording.apiVersion === 'v1.1';
		const steps: Array<[string, INodeParameters]> = [
			[
				'Wait Until Parsed',
				{ operation: 'waitUntilParsed', ...one, options: { checkInterval: this.account.checkInterval } },
			],
			['Get', { operation: 'get', ...one }],
			['Get Transcript', { operation: 'getTranscript', ...one }],
			[
				'Search Videos',
				{
					resource: 'search',
					operation: 'searchVideos',
					query: spokenWord,
					limit: 10,
					...(isV11 ? {} : { filters: { videoNos: videoNo } }),
				},
			],
			...(isV11
				? []
				: [
						[
							'Search Transcripts',
							{ resource: 'search', operation: 'searchTranscripts', words: spokenWord, limit: 10 },
						] satisfies [string, INodeParameters],
					]),
		];
		for (const [step, parameters] of steps) {
			if (this.signal.aborted) return;
			await this.operation(step, parameters);
			if (step === 'Wait Until Parsed') await this.callback();
		}
	}

	private async callback(): Promise<void> {
		if (this.listener === undefined || this.recording.apiVersion === 'datalake') return;
		this.begin('Waiting for the callback');
		const isOverAt = Date.now() + this.account.callbackPatienceMs;
		while (this.recording.calls.length === 0 && Date.now() < isOverAt && !this.signal.aborted)
			await sleep(100);
		const call = this.recording.calls.at(-1);
		if (call === undefined) {
			this.recording.problems.push('Callback: none came');
			return;
		}
		const delivery = { body: call.body, query: /\?.*/.exec(call.url)?.[0] ?? '' };
		const { items } = await this.engine.deliver({ events: ['all'] }, delivery, this.credential());
		this.recording.outputs.Callback = items;
		if (items[0]?.verified !== 'signature') {
			this.recording.problems.push('Callback: the signed link did not come back as it was sent');
		}
	}

	private async remove(videoNo: string): Promise<void> {
		await this.operation('Delete', { operation: 'delete', videoNos: byId(videoNo) });
		const { error } = await this.run({ operation: 'get', videoNo: byId(videoNo) });
		if (error === undefined) this.recording.problems.push('Delete: the video is still there afterwards');
	}

	private async operation(
		step: string,
		parameters: INodeParameters,
		binary: NonNullable<Parameters<Engine['runNode']>[1][number]['binary']> = {},
	): Promise<IDataObject[]> {
		this.begin(step);
		const { items, error } = await this.run(parameters, binary);
		if (error !== undefined) {
			const words = [error.message, error.description].filter((text) => typeof text === 'string');
			this.recording.problems.push(`${step}: ${words.join('. ')}`);
		} else if (items.length === 0) {
			this.recording.problems.push(`${step}: gave nothing`);
		}
		const output = items.map(({ json }) => json);
		this.recording.outputs[step] = output;
		return output;
	}

	private async run(
		parameters: INodeParameters,
		binary: NonNullable<Parameters<Engine['runNode']>[1][number]['binary']> = {},
	) {
		const options = { executionId: `smoke-${process.pid}-${++executions}` };
		const items = [{ json: {}, binary }];
		return await this.engine.runNode({ resource: 'video', ...parameters }, items, this.credential(), options);
	}

	private credential(): TestCredential {
		return { baseUrl: this.recorder.url, apiKey: this.account.apiKey, apiVersion: 'auto' };
	}
}
