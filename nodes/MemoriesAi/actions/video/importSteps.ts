import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { whenFailed } from '../../api/ApiFailure';
import { startImport } from '../../api/endpoints/v1/imports';
import type { ApiAccess } from '../../api/transport/request';
import { PartlyDoneError, UserError } from '../../texts/UserError';
import { importOnce } from '../../upload/recovery/importOnce';
import { importLedgerEntry } from '../../upload/recovery/ledger';
import { callbackUrlToSend } from './callbackField';
import type { ImportOptions, ImportValues } from './importFields';
import { importedItems } from './importedItems';
import type { ImportPlan, StartedImport } from './importPlan';

/** What an operation that imports has of an item. */
interface ImportItem {
	context: IExecuteFunctions;
	itemIndex: number;
	callbackUrl: string | undefined;
	details: ImportValues;
	options: ImportOptions;
	openApi: () => Promise<ApiAccess>;
}

/**
 * Starts imports, one after the other, and gives an item for each; or, where the user wants to wait, an item for each video.
 * Whatever ends that, the user is told which imports are started and paid for.
 *
 * @throws UserError for what the user can mend, ApiFailure for what memories.ai refuses
 */
export async function importItems(
	{ context, itemIndex, callbackUrl, details, options, openApi }: ImportItem,
	plans: readonly ImportPlan[],
): Promise<INodeExecutionData[]> {
	// A link stays with the task that it comes with first, so each import needs its own.
	const prepareLink = async () =>
		await callbackUrlToSend(context, callbackUrl, details, options, 'importTask');
	await prepareLink();
	const api = await openApi();
	const { apiVersion } = api;
	const started: StartedImport[] = [];
	for (const plan of plans) {
		const entry = importLedgerEntry(context, itemIndex, JSON.stringify(plan.source));
		const link = await prepareLink();
		const start = async () => await startImport(api, plan.source, { ...details, callbackUrl: link });
		const taskId = await importOnce(entry, plan.what, start)
			.catch(whenFailed(['unknownPath'], refuseOldServer))
			.catch((cause: unknown) => {
				throw started.length === 0 ? cause : namingStarted(cause, started);
			});
		const { reference } = details;
		const common = { ...(reference === undefined ? {} : { reference }), apiVersion };
		started.push({ ...plan, taskId, common });
	}
	if (!options.waitUntilParsed) return started.map((one) => ({ json: startedOutput(one) }));
	return await importedItems(api, started, options, details.uniqueId).catch((cause: unknown) => {
		throw namingStarted(cause, started);
	});
}

function startedOutput({ taskId, shown, common }: StartedImport): IDataObject {
	return { ...(taskId === undefined ? {} : { taskId }), ...shown, ...common };
}

function namingStarted(cause: unknown, started: readonly StartedImport[]): PartlyDoneError {
	const tasks = started.flatMap(({ taskId }) => taskId ?? []);
	return tasks.length === 0
		? new PartlyDoneError(cause, 'The import is started, and memories.ai has named no task')
		: new PartlyDoneError(
				cause,
				`The import is started and goes on without this workflow; for 'Get Task', its ID is ${tasks.join(', ')}`,
				{ taskId: tasks.join(', ') },
			);
}

function refuseOldServer(): never {
	throw new UserError(
		'This memories.ai server does not import from platforms',
		"It does not have the address that the documentation of API v1.2 names. Check 'Base URL' in the credential, or download the video in a step before and send its file with the operation 'Upload'",
	);
}
