import type { IDataObject } from 'n8n-workflow';
import type { ImportSource } from '../../api/endpoints/v1/imports';

/** One request to import videos. */
export interface ImportPlan {
	source: ImportSource;
	/** How an error names it. */
	what: string;
	/** How the output describes it. */
	shown: IDataObject;
	/** The posts, where they are known beforehand. */
	links: readonly string[];
	/** How many videos it can bring. */
	expected: number;
}

/** An import that memories.ai has started. */
export interface StartedImport extends ImportPlan {
	/** Undefined where memories.ai has named none. */
	taskId: string | undefined;
	/** What stands in each item of the output. */
	common: IDataObject;
}
