import { readdirSync } from 'node:fs';
import path from 'node:path';
import { realAnswer, realAnswers } from '../fixtures/real/realAnswers';
import type { Simulator } from './simulator';
import {
	closeSimulators,
	openSimulator,
	postJson,
	send,
	uploadedVideoNo,
	type TestUpload,
} from './testClient';

afterEach(closeSimulators);

/** Every member of a JSON value by its path, with the types it has: `data.videos[].size: string`. */
function membersOf(value: unknown, place = ''): string[] {
	if (Array.isArray(value)) return [...new Set(value.flatMap((item) => membersOf(item, `${place}[]`)))];
	if (typeof value !== 'object' || value === null) {
		return [`${place}: ${value === null ? 'null' : typeof value}`];
	}
	const members = Object.entries(value).flatMap(([name, member]) => membersOf(member, `${place}.${name}`));
	return [...new Set(members)].sort();
}

/** A simulator with a video that is parsed, one that failed and one that is neither. */
async function account(version: NonNullable<TestUpload['version']>) {
	const simulator = await openSimulator();
	const videoNo = await uploadedVideoNo(simulator, { version });
	await simulator.settle(videoNo, 'PARSE');
	await simulator.settle(await uploadedVideoNo(simulator, { version }), 'FAIL');
	await uploadedVideoNo(simulator, { version });
	return { simulator, videoNo };
}

const form = { 'content-type': 'application/x-www-form-urlencoded' };

test.each<
	[
		name: string,
		ask: (simulator: Simulator, urlPath: string, videoNo: string) => Promise<{ json: unknown }>,
		differences?: { onlyReal?: RegExp; onlySimulated?: RegExp },
	]
>([
	[
		'v11UploadUrl',
		(simulator, urlPath) =>
			send(simulator, 'POST', urlPath, { body: 'url=http%3A%2F%2Fa.test%2Fb.mp4', headers: form }),
	],
	['v11ListOne', (simulator, urlPath, videoNo) => postJson(simulator, urlPath, { video_no: videoNo })],
	['v11ListAll', (simulator, urlPath) => postJson(simulator, urlPath, {})],
	['v11DeleteVideos', (simulator, urlPath, videoNo) => postJson(simulator, urlPath, [videoNo])],
	[
		'v11SearchByVideo',
		(simulator, urlPath) => postJson(simulator, urlPath, { search_param: 'x', search_type: 'BY_VIDEO' }),
	],
	[
		'v11VideoTranscription',
		(simulator, urlPath, videoNo) => send(simulator, 'GET', `${urlPath}?video_no=${videoNo}`),
		// The pages have it.
		{ onlySimulated: /^\.data\.createTime: string$/ },
	],
	[
		'v12AudioTranscription',
		(simulator, urlPath, videoNo) => send(simulator, 'GET', `${urlPath}?video_no=${videoNo}`),
		{ onlySimulated: /^\.data\.createTime: string$/ },
	],
	['v12AudioTranscriptionNone', (simulator, urlPath) => send(simulator, 'GET', `${urlPath}?video_no=VI1`)],
	[
		'v11SummaryByTopic',
		(simulator, urlPath, videoNo) => send(simulator, 'GET', `${urlPath}?video_no=${videoNo}&type=TOPIC`),
	],
	[
		'v12Chat',
		(simulator, urlPath, videoNo) =>
			postJson(simulator, urlPath, { video_nos: [videoNo], prompt: 'highlights' }),
		// The recorded chat happens to give no references; see the next one.
		{ onlySimulated: /^\.data\.thinkings\[\]\.refs\[\]/ },
	],
	[
		'v12MarketerChat',
		(simulator, _urlPath, videoNo) =>
			postJson(simulator, '/serve/api/v1/chat', { video_nos: [videoNo], prompt: 'highlights' }),
		// References to public videos tell how popular they are, those to videos of the account what is said (pages "Chat").
		{
			onlyReal: /\.refItems\[\]\.(title|summary|(view|like|share|comment)_count): /,
			onlySimulated: /\.refItems\[\]\.(endTime: number|text: string)$/,
		},
	],
])('%s has the members that the simulator gives', async (name, ask, { onlyReal, onlySimulated } = {}) => {
	const { path: urlPath, envelope } = realAnswer(name);
	const { simulator, videoNo } = await account(urlPath.startsWith('/serve/api/video/') ? 'v1.1' : 'v1.2');

	const { json } = await ask(simulator, urlPath, videoNo);

	const real = membersOf(envelope);
	const simulated = membersOf(json);
	expect(simulated.filter((member) => !onlySimulated?.test(member))).toEqual(
		real.filter((member) => !onlyReal?.test(member)),
	);
	// Differences that are no longer there shall not be allowed.
	expect(real.some((member) => onlyReal?.test(member))).toBe(onlyReal !== undefined);
	expect(simulated.some((member) => onlySimulated?.test(member))).toBe(onlySimulated !== undefined);
});

test('a v1.2 list of text only has the types of the real videos of an import', async () => {
	const { simulator } = await account('v1.2');
	Object.assign(simulator.world, { listsTextOnly: true, listedSize: () => null });

	const { json } = await postJson(simulator, '/serve/api/v1/list_videos', {});

	const real = membersOf(realAnswer('v12VideosByTask').envelope);
	const simulated = membersOf(json);
	const shared = ['duration', 'size', 'status', 'video_no', 'video_name', 'create_time'];
	const ofShared = (members: string[]) =>
		members.filter((member) => shared.some((name) => member.startsWith(`.data.videos[].${name}: `)));
	expect(ofShared(simulated)).toEqual(ofShared(real));
	expect(ofShared(real)).toHaveLength(shared.length);
});

test('every recorded answer is a successful envelope, and is named in sources.json', () => {
	const files = readdirSync(path.join(__dirname, '../fixtures/real')).filter((file) =>
		/^v1\d.*\.json$/.test(file),
	);

	expect(realAnswers.map(({ name }) => `${name}.json`).sort()).toEqual(files.sort());
	for (const { envelope } of realAnswers) {
		expect(envelope).toMatchObject({ code: '0000', msg: 'success', success: true, failed: false });
	}
});
