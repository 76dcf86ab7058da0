import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** A tool as a model is told of it. */
export interface OfferedTool {
	name: string;
	description: string;
	/** JSON Schema of its arguments. */
	parameters: { properties: Record<string, { type: string; description?: string }> };
}

/** A message of a conversation with a model. */
export interface ModelMessage {
	role: 'system' | 'user' | 'assistant' | 'tool';
	content: string;
}

/** One turn of the conversation: what the model was sent. */
export interface ModelTurn {
	messages: ModelMessage[];
	tools?: Array<{ function: OfferedTool }>;
}

/** What the model wants next: a tool with arguments, or to say something. */
export type ModelMove = { tool: string; args: object } | { say: string };

/** A move, or what makes it of all that the model has been sent. */
type ScriptedMove = ModelMove | ((messages: readonly ModelMessage[]) => ModelMove);

/**
 * A server that speaks as much of OpenAI's chat completions as n8n's chat model needs, and whose model moves as the test
 * tells it to.
 */
export class ModelServer {
	/** What the model was sent, turn by turn. */
	readonly turns: ModelTurn[] = [];

	private moves: ScriptedMove[] = [];

	private readonly server = createServer((request, response) => {
		void this.answerTo(request).then((completion) => {
			response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(completion));
		});
	});

	static async start(): Promise<ModelServer> {
		const model = new ModelServer();
		model.server.listen(0, '127.0.0.1');
		await once(model.server, 'listening');
		return model;
	}

	/** The address for the credential of the chat model. */
	get url(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/v1`;
	}

	/** Begins a new conversation, in which the model makes these moves, one a turn. */
	script(...moves: ScriptedMove[]): void {
		this.turns.length = 0;
		this.moves = moves;
	}

	async close(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}

	private async answerTo(request: IncomingMessage): Promise<object> {
		const turn = (await json(request)) as ModelTurn;
		this.turns.push(turn);
		const next = this.moves.shift() ?? { say: 'I have nothing more to say.' };
		const move = typeof next === 'function' ? next(turn.messages) : next;
		const isCall = 'tool' in move;
		const call = isCall && {
			id: `call_${this.turns.length}`,
			type: 'function',
			function: { name: move.tool, arguments: JSON.stringify(move.args) },
		};
		return {
			id: `chatcmpl-${this.turns.length}`,
			object: 'chat.completion',
			created: 0,
			model: 'a-model',
			choices: [
				{
					index: 0,
					message: {
						role: 'assistant',
						content: isCall ? null : move.say,
						...(call && { tool_calls: [call] }),
					},
					finish_reason: isCall ? 'tool_calls' : 'stop',
				},
			],
			usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
		};
	}
}
