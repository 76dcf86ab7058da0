import { outputNames, type OutputContracts } from './outputNames';
import { realOutputs, type RealOutputs } from './outputs';
import { parameterContracts, type ParameterContract } from './parameters';

/** Every name that users' workflows hold on to: display names, descriptions and hints are not among them. */
export interface Contract {
	parameters: Record<string, ParameterContract>;
	outputs: OutputContracts;
}

/** What comes out of every operation and both triggers of the built package. */
export async function currentOutputs(): Promise<RealOutputs> {
	return await realOutputs(operationsIn(parameterContracts()));
}

/** The contract as the code has it, with what came out of the built package. */
export function contractWith(outputs: RealOutputs): Contract {
	return { parameters: parameterContracts(), outputs: outputNames(outputs) };
}

function operationsIn(parameters: Contract['parameters']): string[] {
	return Object.entries(parameters).flatMap(([key, { values = [] }]) => {
		const [, resource] = /^memoriesAi (\S+) operation$/.exec(key) ?? [];
		return resource === undefined ? [] : values.map((operation) => `${resource}:${String(operation)}`);
	});
}
