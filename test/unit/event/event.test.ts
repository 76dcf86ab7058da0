import {
	buildEvent,
	choiceOf,
	type EventContext,
	type EventSubject,
} from '../../../nodes/MemoriesAi/event/event';

const context: EventContext = {
	status: 'PARSE',
	reference: '',
	verified: 'signature',
	receivedAt: '2026-05-31T18:30:05.000Z',
	video: undefined,
	detailsMissing: undefined,
	includeBody: false,
};

const idOf = (about: Partial<EventSubject>, status: string) =>
	buildEvent({ body: {}, ...about }, { ...context, status }).eventId;

test('what is not known is left out', () => {
	expect(buildEvent({ videoNo: 'VI1', body: { a: 1 } }, context)).toEqual({
		event: 'video.parsed',
		videoNo: 'VI1',
		status: 'PARSE',
		verified: 'signature',
		eventId: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
		receivedAt: context.receivedAt,
	});
});

test('what is known stands in it', () => {
	const about = { videoNo: 'VI1', taskId: 't', clientId: 'c', body: { a: 1 } };
	const known = { reference: 'r', video: { name: 'n' }, detailsMissing: 'd', includeBody: true };

	expect(buildEvent(about, { ...context, ...known })).toMatchObject({
		taskId: 't',
		clientId: 'c',
		reference: 'r',
		video: { name: 'n' },
		detailsMissing: 'd',
		body: { a: 1 },
	});
});

describe('eventId', () => {
	test('is one for one fact, whatever word says it', () => {
		expect(idOf({ videoNo: 'VI1' }, 'PARSED')).toBe(idOf({ videoNo: 'VI1' }, 'PARSE'));
		expect(idOf({ taskId: 't' }, 'Succeeded')).toBe(idOf({ taskId: 't' }, 'SUCCEEDED'));
	});

	test.each<[string, Partial<EventSubject>, string]>([
		['another video', { videoNo: 'VI2' }, 'PARSE'],
		['another status', { videoNo: 'VI1' }, 'FAIL'],
		['a task of the same number', { taskId: 'VI1' }, 'PARSE'],
	])('is another for %s', (_case, about, status) => {
		expect(idOf(about, status)).not.toBe(idOf({ videoNo: 'VI1' }, 'PARSE'));
	});

	test('is another for another task', () => {
		expect(idOf({ taskId: 't1' }, 'SUCCEEDED')).not.toBe(idOf({ taskId: 't2' }, 'SUCCEEDED'));
	});
});

test.each<[Partial<EventSubject>, string, string, string | undefined]>([
	[{ videoNo: 'VI1' }, 'PARSED', 'video.parsed', 'parsed'],
	[{ videoNo: 'VI1', taskId: 't' }, 'FAIL', 'video.failed', 'failed'],
	[{ videoNo: 'VI1' }, 'NEW_WORD', 'video.new_word', undefined],
	[{ taskId: 't' }, 'SUCCEEDED', 'task.succeeded', 'task'],
	[{ taskId: 't' }, 'PARSE', 'task.parse', 'task'],
])('%j, %s: %s', (about, status, event, choice) => {
	const subject = { body: {}, ...about };

	expect(buildEvent(subject, { ...context, status }).event).toBe(event);
	expect(choiceOf(subject, status)).toBe(choice);
});
