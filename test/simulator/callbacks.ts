import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, request } from 'undici';

/** A callback the simulator has sent or is sending. */
export interface CallbackDelivery {
	url: string;
	/** The request body as sent. */
	body: string;
	/** What the receiver answered; undefined until it has, or when it never did. */
	answer?: { status: number; body: string };
	/** Why there was no answer: a bad URL, a refused connection, a timeout or the simulator's end. */
	error?: string;
}

/** How the callbacks about videos are sent; memories.ai documents neither order nor number. */
export interface CallbackManner {
	/** Also report UNPARSE when a video has been uploaded. Default: only what processing changes. */
	announceUpload: boolean;
	/** How often each callback is sent, one after the other. */
	copies: number;
	/** Keep callbacks back until `release`. */
	held: boolean;
	/** Send only the first half of the JSON text. */
	garbled: boolean;
	/** Pause between the two halves of the body, in ms. */
	pauseInBodyMs: number;
	/** How often a callback is tried until it is answered with less than 500. */
	attempts: number;
	/** Pause between two attempts, in ms. */
	pauseBetweenAttemptsMs: number;
}

/** One call per status change, sent at once and in one piece. */
export const plainManner: CallbackManner = {
	announceUpload: false,
	copies: 1,
	held: false,
	garbled: false,
	pauseInBodyMs: 0,
	attempts: 1,
	pauseBetweenAttemptsMs: 0,
};

/** The order in which held callbacks are released. */
export type ReleaseOrder = 'asHappened' | 'reversed';

const answerTimeoutMs = 10_000;

/** Posts callbacks and records what became of each. Failures are recorded, never thrown. */
export class CallbackSender {
	/** Every callback, in the order of sending. */
	readonly deliveries: CallbackDelivery[] = [];
	private readonly agent = new Agent({ headersTimeout: answerTimeoutMs, bodyTimeout: answerTimeoutMs });
	private held: Array<() => Promise<void>> = [];

	/** @param manner read anew for every callback, so it may be changed at any time */
	constructor(readonly manner: CallbackManner) {}

	/**
	 * Reports something about a video in the current manner.
	 *
	 * @returns when the receiver has answered or failed to; at once when the callback is held
	 */
	async notify(url: string, payload: object): Promise<void> {
		const { copies, garbled, held } = this.manner;
		const text = JSON.stringify(payload);
		const body = garbled ? text.slice(0, text.length / 2) : text;
		const sendCopies = async () => {
			for (let copy = 0; copy < copies; copy++) await this.sendUntilAnswered(url, body);
		};
		if (held) this.held.push(sendCopies);
		else await sendCopies();
	}

	/** Sends the held callbacks, each after the one before was answered or failed. */
	async release(order: ReleaseOrder): Promise<void> {
		const released = order === 'reversed' ? this.held.reverse() : this.held;
		this.held = [];
		for (const send of released) await send();
	}

	private async sendUntilAnswered(url: string, body: string): Promise<void> {
		const { attempts, pauseBetweenAttemptsMs } = this.manner;
		for (let attempt = 1; ; attempt++) {
			const { answer } = await this.send(url, body);
			const isSettled = answer !== undefined && answer.status < 500;
			if (isSettled || attempt >= attempts || this.agent.destroyed) return;
			await sleep(pauseBetweenAttemptsMs);
		}
	}

	/** Posts one callback body as JSON. */
	async send(url: string, body: string): Promise<CallbackDelivery> {
		const delivery: CallbackDelivery = { url, body };
		this.deliveries.push(delivery);
		try {
			const response = await request(url, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: this.manner.pauseInBodyMs > 0 ? inTwoHalves(body, this.manner.pauseInBodyMs) : body,
				dispatcher: this.agent,
			});
			delivery.answer = { status: response.statusCode, body: await response.body.text() };
		} catch (error) {
			delivery.error = error instanceof Error ? error.message : String(error);
		}
		return delivery;
	}

	/** Breaks off the callbacks under way and forgets the held ones. */
	async close(): Promise<void> {
		this.held = [];
		await this.agent.destroy();
	}
}

function inTwoHalves(body: string, pauseMs: number): Readable {
	const middle = Math.ceil(body.length / 2);
	return Readable.from(
		(async function* () {
			yield body.slice(0, middle);
			await sleep(pauseMs);
			yield body.slice(middle);
		})(),
	);
}
