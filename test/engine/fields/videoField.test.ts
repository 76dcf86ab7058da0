import type { INodeListSearchResult } from 'n8n-workflow';
import { uploadedVideoNo } from '../../simulator/testClient';
import { Stage } from '../support/stage';
import { credentialFor } from '../support/uploads';

const stage = Stage.forEachTest();

async function search(
	apiVersion: 'v1.1' | 'v1.2',
	filter?: string,
	paginationToken?: string,
	options = {},
): Promise<INodeListSearchResult> {
	const parameters = { resource: 'video', operation: 'get', options };
	const credential = credentialFor(stage.simulator, { apiVersion });
	return await stage.engine.searchList('searchVideos', parameters, credential, filter, paginationToken);
}

/** A page of `list_videos` with as many videos as the node asks for. */
function fullPage(page: number): string {
	const videos = Array.from({ length: 200 }, (_, index) => ({
		video_no: `VI${page}-${index}`,
		video_name: `video ${page}-${index}`,
		status: 'PARSE',
	}));
	return JSON.stringify({ code: '0000', data: { videos, total_count: 100_000 } });
}

describe.each(['v1.1', 'v1.2'] as const)('the list of videos, API %s', (version) => {
	test('shows names, newest first, and what is not ready yet', async () => {
		const first = await uploadedVideoNo(stage.simulator, { version, fileName: 'interview.mp4' });
		const second = await uploadedVideoNo(stage.simulator, { version, fileName: 'holiday.mp4' });
		await stage.simulator.settle(first, 'PARSE');

		expect(await search(version)).toEqual({
			results: [
				{ name: 'holiday (UNPARSE)', value: second },
				{ name: 'interview', value: first },
			],
		});
	});

	test('finds by a part of the name or of the number, in any letter case', async () => {
		const videoNo = await uploadedVideoNo(stage.simulator, { version, fileName: 'Interview Berlin.mp4' });
		await uploadedVideoNo(stage.simulator, { version, fileName: 'holiday.mp4' });
		await stage.simulator.settle(videoNo, 'PARSE');
		const found = { results: [{ name: 'Interview Berlin', value: videoNo }] };

		expect(await search(version, ' view ber')).toEqual(found);
		expect(await search(version, videoNo.slice(-10))).toEqual(found);
		expect(await search(version, 'nothing like it')).toEqual({ results: [] });
	});
});

test('goes on with the next page where the list is scrolled', async () => {
	stage.simulator.faults.next('list_videos', { kind: 'http', status: 200, body: fullPage(1) });
	const { results, paginationToken } = await search('v1.2');

	expect(results).toHaveLength(200);
	expect(await search('v1.2', undefined, paginationToken)).toEqual({ results: [] });
	expect(stage.simulator.journal.map(({ json }) => json)).toMatchObject([{ page: 1 }, { page: 2 }]);
});

test('looks through several pages for what is typed, and stops for a while after 1,000 videos', async () => {
	for (let page = 1; page <= 6; page++) {
		stage.simulator.faults.next('list_videos', { kind: 'http', status: 200, body: fullPage(page) });
	}
	const { results, paginationToken } = await search('v1.2', 'video 5-7');

	expect(results.map(({ value }) => value)).toContain('VI5-7');
	expect(stage.simulator.journal).toHaveLength(5);
	expect((await search('v1.2', 'video 6-19', paginationToken)).results).toHaveLength(11);
});

test('shows the part of the account that Unique ID names, in v1.2', async () => {
	const videoNo = await uploadedVideoNo(stage.simulator, { fields: [['unique_id', 'team-a']] });

	expect((await search('v1.2')).results).toEqual([]);
	expect((await search('v1.2', '', undefined, { uniqueId: 'team-a' })).results).toMatchObject([
		{ value: videoNo },
	]);
});

test('says why there is no list', async () => {
	stage.simulator.faults.next('list_videos', { kind: 'envelope', code: '9009', msg: 'Permission denied' });

	await expect(search('v1.2')).rejects.toThrow('memories.ai does not accept the API key');
});
