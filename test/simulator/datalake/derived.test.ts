import { closeSimulators } from '../testClient';
import { call, fetched, openDatalake, readyVideo, uploadedVideo } from './datalakeClient';

afterEach(closeSimulators);

/** What a signed link leads to. */
async function bytesAt(url: unknown): Promise<{ status: number; start: string }> {
	const response = await fetch(String(url));
	const bytes = Buffer.from(await response.arrayBuffer());
	return { status: response.status, start: bytes.subarray(0, 8).toString('latin1') };
}

describe('what is read out of a video', () => {
	it('waits until the video is ready', async () => {
		const target = await openDatalake();
		const id = await uploadedVideo(target);

		for (const what of ['summary', 'title', 'transcription', 'caption', 'frame?t=1', 'clip?start=0&end=1']) {
			expect(await call(target, 'GET', `/videos/${id}/${what}`)).toMatchObject({
				status: 409,
				headers: { 'retry-after': '5' },
				json: { error: { code: 'video_not_ready' } },
			});
		}
		expect(await call(target, 'GET', `/moments/${id}@0-1`)).toMatchObject({ status: 409 });
	});

	it('is summary, title, speech with speakers, and sight', async () => {
		const target = await openDatalake();
		const id = await readyVideo(target, { metadata: { title: 'clip' } });
		const read = async (what: string) => (await call(target, 'GET', `/videos/${id}/${what}`)).json;

		expect(await read('summary')).toEqual({ summary: expect.stringContaining('chair') as string });
		expect(await read('title')).toEqual({ title: 'clip' });
		expect(await read('transcription')).toEqual({
			segments: [
				{ start: 0, end: 4.5, text: 'Welcome to the workshop.', speaker_id: 'spk_1' },
				{ start: 4.5, end: 30, text: 'Today we build a chair.', speaker_id: 'spk_2' },
			],
		});
		expect(await read('transcription?start=10')).toMatchObject({ segments: [{ start: 4.5 }] });
		expect(await read('caption?end=30')).toEqual({
			segments: [{ start: 0, end: 30, text: 'A man stands at a workbench.' }],
		});
	});

	it('can have other names', async () => {
		const target = await openDatalake({
			switches: {
				summaryField: 'text',
				transcriptionField: 'aggregated',
				captionField: 'captions',
				clipField: 'clip_url',
			},
		});
		const id = await readyVideo(target);
		const fields = async (what: string) =>
			Object.keys((await call(target, 'GET', `/videos/${id}/${what}`)).json);

		expect(await fields('summary')).toEqual(['text']);
		expect(await fields('transcription')).toEqual(['aggregated']);
		expect(await fields('caption')).toEqual(['captions']);
		expect(await fields('clip?start=0&end=1')).toEqual(['clip_url']);
	});

	it('is empty where nobody speaks', async () => {
		const target = await openDatalake();
		const id = await readyVideo(target);
		for (const video of target.datalake.videos) video.hasSpeech = false;

		expect((await call(target, 'GET', `/videos/${id}/transcription`)).json).toEqual({ segments: [] });
	});

	it('has links to real bytes', async () => {
		const target = await openDatalake();
		const id = await readyVideo(target);

		const frame = await call(target, 'GET', `/videos/${id}/frame?t=1.5`);
		const clip = await call(target, 'GET', `/videos/${id}/clip?start=1&end=2`);

		expect(await bytesAt(frame.json.url)).toEqual({ status: 200, start: '\x89PNG\r\n\x1a\n' });
		expect(await bytesAt(clip.json.url)).toMatchObject({ start: expect.stringMatching('ftyp') as string });
		expect(await bytesAt(`${String(clip.json.url)}0`)).toEqual({ status: 403, start: '<?xml ve' });
	});

	it.each(['frame', 'frame?t=x', 'clip?start=1', 'clip?start=2&end=1'])('refuses %s', async (what) => {
		const target = await openDatalake();
		const id = await readyVideo(target);

		expect(await call(target, 'GET', `/videos/${id}/${what}`)).toMatchObject({ status: 400 });
	});

	it('has links that expire', async () => {
		let now = 0;
		const target = await openDatalake({}, { dateNow: () => now });
		const id = await readyVideo(target);
		const { json } = await call(target, 'GET', `/videos/${id}/clip?start=1&end=2`);

		now = 5 * 3_600_000;

		expect(await fetched(String(json.url), { method: 'GET' })).toMatchObject({
			status: 403,
			headers: { date: 'Thu, 01 Jan 1970 05:00:00 GMT' },
		});
	});
});
