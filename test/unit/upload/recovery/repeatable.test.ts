import type { IExecuteFunctions } from 'n8n-workflow';
import { ApiFailure } from '../../../../nodes/MemoriesAi/api/ApiFailure';
import type { FailureKind } from '../../../../nodes/MemoriesAi/api/vocabulary/failureKinds';
import type { UploadEntry } from '../../../../nodes/MemoriesAi/state';
import { UserError } from '../../../../nodes/MemoriesAi/texts/UserError';
import { idempotencyKey } from '../../../../nodes/MemoriesAi/upload/recovery/runNames';
import { unlessRefused } from '../../../../nodes/MemoriesAi/upload/recovery/unlessRefused';
import { uploadOnce } from '../../../../nodes/MemoriesAi/upload/recovery/uploadOnce';
import { TransferFailure } from '../../../../nodes/MemoriesAi/upload/transfer/TransferFailure';
import type { Answer } from '../../support/fakeMemoriesAi';
import { fakeDatalake, said, saidNo } from '../../support/fakeDatalake';
import { failureOf, inVirtualTime } from '../../support/virtualTime';

const done = { videoNo: 'vid_1' };

/** How a try ends: well, or in a failure, before or after a whole body. */
type Try = typeof done | TransferFailure;

const failed = (kind: FailureKind, mayHaveArrived = false, retryAfterMs?: number): TransferFailure =>
	new TransferFailure(new ApiFailure(kind, { retryAfterMs }), mayHaveArrived);

/** An upload to the Datalake, whose tries end so; the last ending repeats. */
function upload(
	tries: Try[],
	{
		hasAdvanced,
		maxRetries = 3,
		balance = said({ balance_usd: 1 }),
	}: { hasAdvanced?: () => boolean; maxRetries?: number; balance?: Answer } = {},
) {
	const { api, log, asked } = fakeDatalake(() => balance);
	const entry: UploadEntry = { run: 'execution node 0', state: { kind: 'notSent' } };
	const sentAt: number[] = [];
	const transfer = {
		api,
		expected: { name: 'clip.mp4', size: 1_000, uniqueId: undefined },
		isRepeatable: true,
		...(hasAdvanced && { hasAdvanced }),
		send: async (): Promise<unknown> => {
			sentAt.push(performance.now());
			const ending = tries[Math.min(sentAt.length, tries.length) - 1];
			if (ending instanceof TransferFailure) throw ending;
			return ending;
		},
	};
	const pauses = () => sentAt.slice(1).map((at, index) => Math.round((at - (sentAt[index] ?? 0)) / 1_000));
	const run = async () => await uploadOnce(entry, transfer, { maxRetries, uploadTimeoutMs: 3_600_000 });
	return { run, entry, sentAt, pauses, log, asked };
}

describe('an upload that memories.ai knows by a key', () => {
	beforeEach(() => jest.spyOn(Math, 'random').mockReturnValue(0.5));
	afterEach(() => jest.restoreAllMocks());

	test.each<FailureKind>([
		'gateway',
		'trouble',
		'unanswered',
		'unreached',
		'incomplete',
		'empty',
		'unreadable',
	])('is sent again though it may have arrived: %s', async (kind) => {
		const { run, pauses } = upload([failed(kind, true), failed(kind, true), done]);

		expect(await inVirtualTime(run)).toEqual(done);
		expect(pauses()).toEqual([1, 2]);
	});

	test('is not searched for, not even where it is open from an earlier try', async () => {
		const { run, entry, sentAt, asked } = upload([done]);
		entry.state = { kind: 'open', sentAtMs: Date.now(), cause: new Error('x') };

		expect(await inVirtualTime(run)).toEqual(done);
		expect(sentAt).toHaveLength(1);
		expect(asked()).toEqual([]);
	});

	test('stays open once it may have arrived, and says so in the end', async () => {
		const { run, entry, sentAt } = upload([failed('unanswered', true), failed('unreached')]);
		const error = await inVirtualTime(async () => await failureOf(run(), UserError));

		expect(sentAt).toHaveLength(4);
		expect(entry.state.kind).toBe('open');
		expect(error.message).toBe('memories.ai may have taken the video but did not confirm it');
		expect(error.cure).toContain("'clip.mp4' (1000 bytes) was sent at ");
		expect(error.cure).toContain(
			'no clear answer came: memories.ai did not answer. Look for it in your memories.ai library ',
		);
		expect(error.cure).toContain('and memories.ai then knows that it is the same');
		expect(error.cause).toMatchObject({ kind: 'unreached' });
	});

	test('stays open from an earlier try, also when nothing of it arrives in this one', async () => {
		const { run, entry } = upload([failed('unreached')], { maxRetries: 0 });
		entry.state = { kind: 'open', sentAtMs: Date.now(), cause: new Error('x') };
		const error = await failureOf(run(), UserError);

		expect(error.message).toBe('memories.ai may have taken the video but did not confirm it');
		expect(entry.state.kind).toBe('open');
	});

	test('but a refusal that lasts is the error', async () => {
		const { run } = upload([failed('unanswered', true), failed('scope')]);

		expect((await inVirtualTime(async () => await failureOf(run(), ApiFailure))).kind).toBe('scope');
	});

	test('was not sent as long as nothing can have arrived', async () => {
		const { run, entry } = upload([failed('unreached')]);

		expect((await inVirtualTime(async () => await failureOf(run(), ApiFailure))).kind).toBe('unreached');
		expect(entry.state.kind).toBe('notSent');
	});

	test('waits out any number of limits, with pauses of 2, 4, … seconds, up to half a minute', async () => {
		const { run, pauses, log } = upload([...Array<Try>(7).fill(failed('limit')), done]);
		await inVirtualTime(run);

		expect(pauses()).toEqual([2, 4, 8, 16, 30, 30, 30]);
		expect(log.at(-1)).toBe('The upload did not go through, next try in 30 s');
	});

	test('which take nothing from Max Retries, and keep no distance afterwards', async () => {
		const tries = [...Array<Try>(3).fill(failed('limit', false, 1_000)), failed('unreached'), done];
		const { run, pauses } = upload(tries, { maxRetries: 1 });

		expect(await inVirtualTime(run)).toEqual(done);
		expect(pauses()).toEqual([3, 5, 9, 1]);
	});

	test('but none with Max Retries 0', async () => {
		const { run, sentAt } = upload([failed('limit')], { maxRetries: 0 });

		expect((await inVirtualTime(async () => await failureOf(run(), ApiFailure))).kind).toBe('limit');
		expect(sentAt).toHaveLength(1);
	});

	test('the server’s hint comes on top', async () => {
		const { run, pauses } = upload([failed('limit', false, 5_000), done]);
		await inVirtualTime(run);

		expect(pauses()).toEqual([7]);
	});

	test('starts counting anew whenever more of it has arrived', async () => {
		let advances = 2;
		const { run, sentAt, log } = upload([failed('unanswered')], {
			maxRetries: 1,
			hasAdvanced: () => advances-- > 0,
		});
		await inVirtualTime(async () => await failureOf(run(), ApiFailure));

		expect(sentAt).toHaveLength(3);
		expect(log).toEqual(Array(2).fill('The upload did not go through, next try in 1 s (1 of 1)'));
	});

	test.each([
		[401, 'key'],
		[403, 'scope'],
	])(
		'asks whether the account is good before it is sent again without an answer: %d',
		async (status, kind) => {
			const { run, sentAt, asked } = upload([failed('unanswered')], { balance: saidNo(status) });

			expect((await inVirtualTime(async () => await failureOf(run(), ApiFailure))).kind).toBe(kind);
			expect(asked()).toEqual(['GET /usage/balance']);
			expect(sentAt).toHaveLength(1);
		},
	);
});

describe('the key of an upload', () => {
	interface Place {
		instance?: string;
		workflow?: string | undefined;
		execution?: string | undefined;
		node?: string;
		run?: number;
	}
	const keyOf = (place: Place, itemIndex = 0) => {
		const { instance = 'i', node = 'n', run = 0 } = place;
		const workflow = 'workflow' in place ? place.workflow : 'w';
		const execution = 'execution' in place ? place.execution : '1';
		return idempotencyKey(
			{
				getInstanceId: () => instance,
				getWorkflow: () => ({ id: workflow }),
				getExecutionId: () => execution,
				getNode: () => ({ id: node }),
				getWorkflowDataProxy: () => ({ $runIndex: run }),
			} as unknown as IExecuteFunctions,
			itemIndex,
		);
	};

	test('is the same for the same item of the same run', () => {
		expect(keyOf({})).toMatch(/^[0-9a-f]{64}$/);
		expect(keyOf({})).toBe(keyOf({}));
	});

	test('is another for each item, run, node, execution, workflow and n8n', () => {
		const keys = [
			keyOf({}),
			keyOf({}, 1),
			keyOf({ run: 1 }),
			keyOf({ node: 'm' }),
			keyOf({ execution: '2' }),
			keyOf({ workflow: 'v' }),
			keyOf({ workflow: undefined }),
			keyOf({ instance: 'j' }),
		];
		expect(new Set(keys).size).toBe(keys.length);
	});

	test('tells item 23 of run 1 from item 3 of run 12', () => {
		expect(keyOf({ run: 1 }, 23)).not.toBe(keyOf({ run: 12 }, 3));
	});

	test('is new each time without an execution', () => {
		expect(keyOf({ execution: undefined })).not.toBe(keyOf({ execution: undefined }));
	});
});

test('an account without money is asked once in a run', async () => {
	const { api } = fakeDatalake(() => said({}));
	const refusal = new ApiFailure('balance');
	let asked = 0;
	const ask = async (error?: Error) =>
		await unlessRefused(api.context, async () => {
			asked++;
			if (error !== undefined) throw error;
			return 'uploaded';
		});

	expect(await ask()).toBe('uploaded');
	expect(await failureOf(ask(new ApiFailure('limit')), ApiFailure)).toMatchObject({ kind: 'limit' });
	expect(await failureOf(ask(refusal), ApiFailure)).toBe(refusal);
	expect(await failureOf(ask(), ApiFailure)).toBe(refusal);
	expect(asked).toBe(3);
	expect(await unlessRefused(fakeDatalake(() => said({})).api.context, async () => 'another run')).toBe(
		'another run',
	);
});
