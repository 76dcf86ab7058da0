import { ApiFailure } from '../../../../nodes/MemoriesAi/api/ApiFailure';
import { importOnce } from '../../../../nodes/MemoriesAi/upload/recovery/importOnce';
import type { ImportEntry } from '../../../../nodes/MemoriesAi/state';
import { UserError } from '../../../../nodes/MemoriesAi/texts/UserError';

const fresh = (): ImportEntry => ({ state: { kind: 'notSent' } });

test('what is started is not started again, with or without a number', async () => {
	for (const taskId of ['task-1', undefined]) {
		const entry = fresh();
		const start = jest.fn(async () => taskId);

		expect(await importOnce(entry, 'a', start)).toBe(taskId);
		expect(await importOnce(entry, 'a', start)).toBe(taskId);
		expect(start).toHaveBeenCalledTimes(1);
	}
});

test.each(['gateway', 'unanswered', 'unreadable', 'empty'] as const)(
	'without a clear answer (%s) it is not sent again, and the user is told when it was sent',
	async (kind) => {
		const entry = fresh();
		const start = jest.fn(async () => {
			throw new ApiFailure(kind);
		});
		const first = await importOnce(entry, 'https://a.example', start).catch((error: unknown) => error);
		const second = await importOnce(entry, 'https://a.example', start).catch((error: unknown) => error);

		expect(first).toBeInstanceOf(UserError);
		expect(second).toMatchObject({
			message: 'memories.ai may have started the import but did not confirm it',
			cure: (first as UserError).cure,
		});
		expect((first as UserError).cause).toMatchObject({ kind });
		expect((first as UserError).cure).toMatch(/^The import of https:\/\/a\.example was sent at 2\d{3}-/);
		expect(start).toHaveBeenCalledTimes(1);
	},
);

test.each(['limit', 'credits', 'unreached', 'parameters', 'unknownPath'] as const)(
	'a clear no (%s) is passed on, and another try is free',
	async (kind) => {
		const entry = fresh();
		const refuse = async () => {
			throw new ApiFailure(kind);
		};

		await expect(importOnce(entry, 'a', refuse)).rejects.toMatchObject({ kind });
		expect(entry).toEqual(fresh());
		expect(await importOnce(entry, 'a', async () => 'task-1')).toBe('task-1');
	},
);

test('a fault of ours in mid-request is no proof either', async () => {
	const entry = fresh();
	const fault = async () => {
		throw new TypeError('x is not a function');
	};

	await expect(importOnce(entry, 'a', fault)).rejects.toThrow(TypeError);
	const error = await importOnce(entry, 'a', async () => 'task-1').catch((refusal: unknown) => refusal);
	expect(error).toBeInstanceOf(UserError);
	expect((error as UserError).cure).toContain('no clear answer came: it gave no answer');
});
