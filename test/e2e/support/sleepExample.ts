import type { Execution } from '../../n8n/execution';
import type { readExample } from '../../n8n/uploadExample';

/** The shortest that n8n sleeps in its database, in seconds. */
export const shortestSleep = 65;

/** The JSON of all items that a node returned, in all of its runs. */
export function allOutputOf({ data }: Execution, nodeName: string): unknown[] {
	const runs = data.resultData.runData[nodeName] ?? [];
	return runs.flatMap((run) => run.data?.main?.[0] ?? []).map(({ json }) => json);
}

/** The condition of the node that ends the loop of the example that sleeps, with so many looks. */
export function withLooks(nodes: ReturnType<typeof readExample>['nodes'], looks: number) {
	const { conditions } = nodes.find(({ name }) => name === 'Has it taken too long?')?.parameters ?? {};
	const { conditions: list = [], ...rest } = conditions as { conditions?: object[] };
	return { ...rest, conditions: list.map((condition) => ({ ...condition, rightValue: looks })) };
}
