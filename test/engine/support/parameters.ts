import type { INodeParameterResourceLocator } from 'n8n-workflow';

/** A resource locator with an ID that the user has typed. */
export function byId(value: string): INodeParameterResourceLocator {
	return { __rl: true, mode: 'id', value };
}
