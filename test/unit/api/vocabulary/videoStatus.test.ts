import { meaningOfVideoStatus } from '../../../../nodes/MemoriesAi/api/vocabulary/videoStatus';

test.each([
	['PARSE', 'parsed'],
	[' parsed ', 'parsed'],
	['FAIL', 'failed'],
	['UNPARSE', 'unparsed'],
])('<%s> means %s', (status, meaning) => {
	expect(meaningOfVideoStatus(status)).toBe(meaning);
});
