/** A folder of the simulated account. */
export interface Folder {
	/** Digits, more than a number holds. */
	id: string;
	name: string;
}

/** The folder of videos that were uploaded without one (v1.2 page "Upload Video from File"). */
export const defaultFolderId = '-1';

/** The folder of the older API, which cannot be changed (same page). */
export const legacyFolderId = '-2';

/** The folders of the simulated account, in the order they were made in. */
export class FolderLibrary {
	private readonly folders: Folder[] = [
		{ id: defaultFolderId, name: 'Default' },
		{ id: legacyFolderId, name: 'API' },
	];

	/** The folders, those of every account first. */
	get all(): readonly Folder[] {
		return this.folders;
	}

	/** Adds a folder; names may repeat. */
	add(folder: Folder): void {
		this.folders.push(folder);
	}

	/** The folder of that id, if the account has it. */
	find(id: string | undefined): Folder | undefined {
		return this.folders.find((folder) => folder.id === id);
	}

	/** Removes a folder. */
	delete(removed: Folder): void {
		this.folders.splice(this.folders.indexOf(removed), 1);
	}
}
