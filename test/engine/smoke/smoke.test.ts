import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { defaultDatalakeKey } from '../../simulator/datalake/keys';
import { defaultApiKey, type Simulator, type SimulatorOptions } from '../../simulator/simulator';
import { closeSimulators, openSimulator, upload } from '../../simulator/testClient';
import type { SmokeOptions } from '../../smoke/commandLine';
import { runSmoke, type SmokeResult } from '../../smoke/smoke';

const out = mkdtempSync(path.join(tmpdir(), 'memories-ai-smoke-'));
afterAll(() => rmSync(out, { recursive: true, force: true }));
afterEach(closeSimulators);

const processing = { clock: 'real', parseAfterMs: 300 } as const;

/** A simulator in the place of the live memories.ai. */
async function openLive(options: SimulatorOptions = {}): Promise<Simulator> {
	return await openSimulator({ processing, seedDocumentedVideos: true, ...options });
}

async function smoke(
	live: Simulator,
	options: Partial<SmokeOptions> = {},
	{ onStep = () => undefined, signal = new AbortController().signal }: Steps = {},
): Promise<SmokeResult & { printed: string[]; files: string }> {
	const printed: string[] = [];
	const result = await runSmoke(
		{ apiKey: defaultApiKey, baseUrl: live.url, callback: undefined, out, ...options },
		{
			progress: { begin: onStep, finish: () => undefined },
			print: (text) => printed.push(text),
			signal,
			checkInterval: 0.05,
		},
	);
	return { ...result, printed, files: result.written.map((file) => readFileSync(file, 'utf8')).join('\n') };
}

interface Steps {
	onStep?: (step: string) => void;
	signal?: AbortSignal;
}

const callback = { baseUrl: 'http://127.0.0.1', port: 0 };

describe.each([
	['v1.2', {}, { callback }],
	['v1.1', { servedVersions: ['v1.1'] }, { callback }],
	['datalake', {}, { apiKey: defaultDatalakeKey }],
] as const)('a memories.ai as the package expects it, %s', (version, live, options) => {
	test('works, differs in nothing, and is left as it was', async () => {
		const simulator = await openLive({ ...live });
		const before = simulator.videos.length;
		const { problems, differences, written, printed } = await smoke(simulator, options);

		expect({ problems, differences }).toEqual({ problems: [], differences: [] });
		expect(simulator.videos).toHaveLength(before);
		expect(simulator.datalake.videos).toEqual([]);
		expect(written.every((file) => file.includes(`/${version}/`))).toBe(true);
		expect(printed.join('\n')).toContain('This uploads one video of 10 seconds');
	});
});

test('the files hold no id, no key and no video of anybody else', async () => {
	const simulator = await openLive();
	await upload(simulator, { fileName: 'private wedding.mp4' });
	const known = simulator.videos.map(({ videoNo }) => videoNo);
	const { files } = await smoke(simulator, { callback });
	const all = simulator.journal.flatMap(({ answer }) => answer?.body.match(/VI\d{18}/g) ?? []);

	for (const id of [...known, ...all, defaultApiKey, 'private wedding']) expect(files).not.toContain(id);
	expect(files).toContain('"video_no": "VI0');
	expect(files).toContain('"n8n-smoke-test"');
});

test('the files of the Datalake hold no signed link, and no sum of money', async () => {
	const simulator = await openLive({ datalake: { balanceUsd: 17.5 } });
	simulator.datalake.addCollection('private');
	const { files } = await smoke(simulator, { apiKey: defaultDatalakeKey });

	expect(files).not.toMatch(/signature=|17\.\d|"private"|127\.0\.0\.1/);
	expect(files).toContain('https://example.com/cleaned');
});

test('says what differs', async () => {
	const simulator = await openLive({
		world: { listedSize: () => undefined, transcriptSearchForm: 'results' },
	});
	simulator.faults.always('get_audio_transcription', {
		kind: 'alteredAnswer',
		alter: (body) => body.replaceAll('"index":', '"position":"one","number":'),
	});
	simulator.faults.always('search', {
		kind: 'alteredAnswer',
		alter: (body) => body.replaceAll(/"score":([\d.]+)/g, '"score":"$1"'),
	});
	const { problems, differences } = await smoke(simulator);

	expect(problems).toEqual([]);
	expect(differences).toEqual(
		expect.arrayContaining([
			"GET /serve/api/v1/get_metadata: 'data.size' is missing",
			"GET /serve/api/v1/get_audio_transcription: 'data.transcriptions[].index' is missing",
			"GET /serve/api/v1/get_audio_transcription: 'data.transcriptions[].position' is new: text",
			"POST /serve/api/v1/search: 'data[].score' is text instead of a number",
			"GET /serve/api/v1/search_audio_transcripts: 'data.results' is new: a list",
			"Output of Get: 'size' is missing",
		]),
	);
});

test('a path that is not served, and what is asked instead', async () => {
	const simulator = await openLive({ unservedEndpoints: ['get_metadata'] });
	const { problems, differences } = await smoke(simulator);

	expect(problems).toEqual([]);
	expect(differences).toContain('GET /serve/api/v1/get_metadata: HTTP status 404 instead of 200');
});

test('what does not work is told, and the video is deleted all the same', async () => {
	const simulator = await openLive();
	const before = simulator.videos.length;
	simulator.faults.always('search', { kind: 'envelope', code: '0402', msg: 'no points' });
	const { problems } = await smoke(simulator);

	expect(problems).toEqual([
		expect.stringContaining('Search Videos: The memories.ai account has no credits'),
	]);
	expect(simulator.videos).toHaveLength(before);
});

test('a callback for each status', async () => {
	const simulator = await openLive();
	Object.assign(simulator.callbackManner, { announceUpload: true });
	const { problems, files } = await smoke(simulator, { callback });

	expect(problems).toEqual([]);
	expect(files).toContain('"/callback"');
});

test('a key that is refused ends it before anything is paid', async () => {
	const simulator = await openLive();
	const before = simulator.videos.length;

	await expect(smoke(simulator, { apiKey: 'sk-wrong' })).rejects.toThrow(
		/Upload: memories.ai does not accept the API key/,
	);
	expect(simulator.videos).toHaveLength(before);
});

test('interrupted, it deletes the video', async () => {
	const simulator = await openLive();
	const before = simulator.videos.length;
	const interruption = new AbortController();
	const steps: string[] = [];
	const onStep = (step: string) => {
		steps.push(step);
		if (step === 'Get') interruption.abort();
	};
	await smoke(simulator, {}, { onStep, signal: interruption.signal });

	expect(steps).not.toContain('Search Videos');
	expect(simulator.videos).toHaveLength(before);
});
