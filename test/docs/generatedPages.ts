import path from 'node:path';
import { projectFolder } from '../n8n/packProject';
import { compatibilityPage, withCompatibilityTable, withVersions } from './compatibilityTable';
import { performancePage, withFigures } from './figures';
import { operationsPage, withOperationTable } from './operationTable';
import { queuePage, withQueueTables } from './queueTables';
import { withWaysToWait } from './waysToWait';

/** A document of which some parts are made from the code or from recorded runs. */
export interface GeneratedPage {
	page: string;
	/** The document with these parts as they should be. */
	withPart: (document: string) => string;
}

/** All of them. */
export const generatedPages: readonly GeneratedPage[] = [
	{
		page: path.join(projectFolder, 'README.md'),
		withPart: (readme) => withWaysToWait(withVersions(readme)),
	},
	{ page: operationsPage, withPart: withOperationTable },
	{ page: performancePage, withPart: withFigures },
	{ page: compatibilityPage, withPart: withCompatibilityTable },
	{ page: queuePage, withPart: withQueueTables },
];
