import type { Resource } from '../operation';
import { createOperation } from './create.operation';
import { deleteOperation } from './delete.operation';
import { getManyOperation } from './getMany.operation';
import { moveVideosOperation } from './moveVideos.operation';
import { renameOperation } from './rename.operation';

/** What videos lie in: folders of the account, or collections of the Datalake. */
export const folder: Resource = {
	option: { name: 'Folder', value: 'folder' },
	defaultOperation: 'getMany',
	operations: {
		create: createOperation,
		delete: deleteOperation,
		getMany: getManyOperation,
		moveVideos: moveVideosOperation,
		rename: renameOperation,
	},
};
