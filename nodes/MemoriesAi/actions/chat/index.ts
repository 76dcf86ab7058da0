import type { Resource } from '../operation';
import { askOperation } from './ask.operation';
import { askLibraryOperation } from './askLibrary.operation';

/** Questions about videos. */
export const chat: Resource = {
	option: { name: 'Chat', value: 'chat' },
	defaultOperation: 'ask',
	operations: { ask: askOperation, askLibrary: askLibraryOperation },
};
