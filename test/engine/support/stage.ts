import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { startSimulator, type Simulator, type SimulatorOptions } from '../../simulator/simulator';
import { Engine, type NodeRun, type RunOptions, type TestCredential } from './engine';
import { credentialFor } from './uploads';

/** What a test file plays on: n8n's engine with the package, and a simulator of its own for each test. */
export class Stage {
	private runningEngine?: Engine;

	private runningSimulator?: Simulator;

	/** Sets the stage up before a file's tests, and clears it after each. */
	static forEachTest(): Stage {
		const stage = new Stage();
		beforeAll(async () => {
			stage.runningEngine = await Engine.start();
		});
		beforeEach(async () => {
			stage.runningSimulator = await startSimulator();
		});
		afterEach(async () => {
			await stage.simulator.close();
		});
		return stage;
	}

	/** n8n's engine with the built package. */
	get engine(): Engine {
		if (this.runningEngine === undefined) throw new Error('The stage is set up by beforeAll');
		return this.runningEngine;
	}

	/** The memories.ai of the running test. */
	get simulator(): Simulator {
		if (this.runningSimulator === undefined) throw new Error('The stage is set up by beforeEach');
		return this.runningSimulator;
	}

	/** Puts another simulator in the place of the test's first one. */
	async restartSimulator(options: SimulatorOptions): Promise<void> {
		await this.simulator.close();
		this.runningSimulator = await startSimulator(options);
	}

	/**
	 * Runs an operation against the simulator, one on videos unless the fields say otherwise.
	 *
	 * @param apiVersion what the credential says
	 */
	async runOn(
		apiVersion: TestCredential['apiVersion'],
		operation: string,
		fields: INodeParameters,
		items: INodeExecutionData[] = [{ json: {} }],
		options: RunOptions = {},
	): Promise<NodeRun> {
		return await this.engine.runNode(
			{ resource: 'video', operation, ...fields },
			items,
			credentialFor(this.simulator, { apiVersion }),
			options,
		);
	}
}
