import { runInNewContext } from 'node:vm';
import { CALLBACK_URL_HINTS } from '../../../nodes/MemoriesAi/callback/callbackUrlHints';

/** Which hints the editor shows, by the beginnings of their texts; n8n's engine runs the same expressions in JavaScript. */
function shownFor(callbackUrl: unknown): string[] {
	return CALLBACK_URL_HINTS.filter(({ displayCondition = '' }) => {
		const code = /^=\{\{(.*)\}\}$/.exec(displayCondition)?.[1] ?? '';
		return runInNewContext(code, { $parameter: { callbackUrl } }) as boolean;
	}).map(({ message }) => /is an? [\w ]+/.exec(message)?.[0] ?? message);
}

test.each([
	['https://n8n.example.com/webhook-test/1', ['is a Test URL']],
	['http://localhost:5678/webhook/1', ['is an address that only your own network knows']],
	['HTTPS://192.168.1.2/webhook/1', ['is an address that only your own network knows']],
	['http://n8n:5678/webhook-test/1', ['is a Test URL', 'is an address that only your own network knows']],
	['https://n8n.example.com/webhook/1', []],
	['localhost', []],
	['', []],
	[undefined, []],
])('before anything is run, <%s> shows %j', (callbackUrl, hints) => {
	expect(shownFor(callbackUrl)).toEqual(hints);
});
