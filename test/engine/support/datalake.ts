import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { DatalakeOptions } from '../../simulator/datalake/datalake';
import { defaultDatalakeKey } from '../../simulator/datalake/keys';
import type { Simulator, SimulatorOptions } from '../../simulator/simulator';
import type { NodeRun, NodeSettings, TestCredential } from './engine';
import { Stage } from './stage';
import { sampleVideo } from './uploads';

let executions = 0;

/** A stage whose account is one of the Datalake, with a key of its own in each test: nothing is remembered of others. */
export class DatalakeStage {
	private readonly stage = Stage.forEachTest();

	private apiKey = defaultDatalakeKey;

	/** Sets the stage up before a file's tests, and clears it after each. */
	static forEachTest(): DatalakeStage {
		const stage = new DatalakeStage();
		beforeEach(async () => {
			await stage.restart();
		});
		return stage;
	}

	/** n8n's engine with the built package. */
	get engine() {
		return this.stage.engine;
	}

	get simulator(): Simulator {
		return this.stage.simulator;
	}

	get datalake(): Simulator['datalake'] {
		return this.stage.simulator.datalake;
	}

	/** Starts another simulator in the place of the test's first one. */
	async restart(datalake: DatalakeOptions = {}, options: SimulatorOptions = {}): Promise<void> {
		this.apiKey = `${defaultDatalakeKey}-${++executions}`;
		await this.stage.restartSimulator({ ...options, datalake: { apiKeys: [this.apiKey], ...datalake } });
	}

	/** What the credential holds. */
	credential(changes: Partial<TestCredential> = {}): TestCredential {
		return { baseUrl: this.simulator.url, apiKey: this.apiKey, apiVersion: 'auto', ...changes };
	}

	/** Runs an operation in an execution of its own, one on videos unless the fields say otherwise. */
	async run(
		operation: string,
		fields: INodeParameters = {},
		items: INodeExecutionData[] = [{ json: {} }],
		options: {
			node?: NodeSettings;
			cancelWhen?: Promise<unknown>;
			executionId?: string;
			credential?: Partial<TestCredential>;
		} = {},
	): Promise<NodeRun> {
		return await this.engine.runNode(
			{ resource: 'video', operation, ...fields },
			items,
			this.credential(options.credential),
			{ executionId: `execution-${++executions}`, ...options },
		);
	}

	/** Every request to the API below its base, such as `POST /videos`. */
	requests(): string[] {
		return this.datalake.journal.map(
			({ method, path }) => `${method} ${path.replace(/^(\/serve)?\/datalake\/v1/, '')}`,
		);
	}
}

/** The sample video, followed by bytes that are different everywhere, so that none can be taken for another. */
export function largeVideo(size: number): Buffer {
	const video = Buffer.alloc(size);
	for (let position = 0; position + 4 <= size; position += 4) video.writeUInt32LE(position, position);
	sampleVideo.copy(video);
	return video;
}
