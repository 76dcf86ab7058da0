import { whenFailed } from '../../api/ApiFailure';
import { findImportTask } from '../../api/endpoints/v1/importTask';
import { taskOutput } from '../../api/endpoints/v1/taskOutput';
import { UserError } from '../../texts/UserError';
import { field } from '../fields/field';
import { id, locatedValue } from '../fields/readers';
import { optionsWithUniqueId } from '../fields/uniqueId';
import { defineOperation } from '../operation';

const CURE = "Enter the 'taskId' in the output of an import, or in an event of the Memories.ai Trigger";

const taskIdField = field(
	{
		displayName: 'Task ID',
		name: 'taskId',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. 31b0fccb-d6f9-4135-922d-1e8828499812',
		description:
			'The import: the taskId in the output of an import or in an event of the Memories.ai Trigger',
	},
	(input, refuse) => {
		const taskId = id(/^[\w-]{1,128}$/, 'is not the ID of a task', CURE)(locatedValue(input), refuse);
		if (taskId === undefined) throw refuse('is empty', CURE);
		return taskId;
	},
);

/** Looks up what an import has brought. */
export const getTaskOperation = defineOperation({
	option: {
		name: 'Get Task',
		value: 'getTask',
		action: 'Get import task',
		description:
			'Get the videos that an import has brought so far, with their status, and whether all are ready; API v1.2 only',
	},
	apiVersions: ['v1.2'],
	fields: { taskId: taskIdField, options: optionsWithUniqueId },
	async execute({ values: { taskId, options }, openApi }) {
		const looking = findImportTask(await openApi(), taskId, options.uniqueId);
		const task = await looking.catch(
			whenFailed(['empty'], (failure) => {
				throw new UserError(
					`memories.ai tells nothing about the import ${taskId}`,
					"Check 'Task ID', that the credential belongs to the account of the import, and, if you divide your account, 'Unique ID'. Right after the start, it may take a minute until memories.ai knows it",
					{ cause: failure },
				);
			}),
		);
		return [{ json: taskOutput(task) }];
	},
});
