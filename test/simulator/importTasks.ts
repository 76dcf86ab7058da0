import type { Video } from './videoLibrary';

/** An import of the simulated account. */
export interface ImportTask {
	taskId: string;
	/** The v1.2 namespace. */
	uniqueId: string;
	callback: string | undefined;
	/** All that it brings, in the account by now or not. */
	videos: readonly Video[];
}

/** The imports of the simulated account, in the order they were started in. */
export class ImportTasks {
	private readonly tasks: ImportTask[] = [];

	/** The imports, the oldest first. */
	get all(): readonly ImportTask[] {
		return this.tasks;
	}

	/** Adds an import. */
	add(task: ImportTask): void {
		this.tasks.push(task);
	}

	/** The import of that number, if there is one. */
	find(taskId: string | undefined): ImportTask | undefined {
		return this.tasks.find((task) => task.taskId === taskId);
	}
}
