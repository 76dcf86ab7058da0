import { outputContracts, type OutputContracts } from './outputs';
import { parameterContracts, type ParameterContract } from './parameters';

/** Every name that users' workflows hold on to: display names, descriptions and hints are not among them. */
export interface Contract {
	parameters: Record<string, ParameterContract>;
	outputs: OutputContracts;
}

/** The contract as the built package has it. */
export async function currentContract(): Promise<Contract> {
	const parameters = parameterContracts();
	return { parameters, outputs: await outputContracts(operationsIn(parameters)) };
}

function operationsIn(parameters: Contract['parameters']): string[] {
	return Object.entries(parameters).flatMap(([key, { values = [] }]) => {
		const [, resource] = /^memoriesAi (\S+) operation$/.exec(key) ?? [];
		return resource === undefined ? [] : values.map((operation) => `${resource}:${String(operation)}`);
	});
}
