import type { INodeParameters } from 'n8n-workflow';
import { DatalakeStage } from '../support/datalake';
import { inMemoryItem } from '../support/uploads';

const stage = DatalakeStage.forEachTest();

const inCollection = (mode: 'id' | 'list' | 'name', value: string): INodeParameters => ({
	collection: { __rl: true, mode, value },
});
const upload = async (additionalFields: INodeParameters = {}) =>
	await stage.run('upload', { additionalFields }, [inMemoryItem()]);

test('the collection for uploads that name none is made once, however many begin at the same moment', async () => {
	stage.datalake.switches.ingestInFlightUntil = 'accepted';
	const runs = await Promise.all(Array.from({ length: 5 }, async () => await upload()));

	expect(runs.map(({ status }) => status)).toEqual(Array(5).fill('success'));
	expect(stage.datalake.collections).toMatchObject([{ name: 'n8n' }]);
	const used = new Set(stage.datalake.videos.map(({ collectionId }) => collectionId));
	expect([...used]).toEqual([stage.datalake.collections[0]?.id]);

	await upload();
	expect(stage.datalake.requestsTo('listCollections')).toHaveLength(2);
});

test.each(['cursor', 'limitOnly'] as const)('it is found on the last page (%s)', async (collectionPaging) => {
	Object.assign(stage.datalake.switches, { collectionPaging, maxPageSize: 1000 });
	const { id } = stage.datalake.addCollection('n8n');
	for (let count = 0; count < 150; count++) stage.datalake.addCollection(`other ${count}`);
	await upload();

	expect(stage.datalake.videos).toMatchObject([{ collectionId: id }]);
	expect(stage.datalake.collections).toHaveLength(151);
});

test('of several with the name, the oldest', async () => {
	const { id } = stage.datalake.addCollection('n8n');
	await new Promise((resolve) => setTimeout(resolve, 5));
	stage.datalake.addCollection('n8n');
	await upload();

	expect(stage.datalake.videos).toMatchObject([{ collectionId: id }]);
});

test('a lost answer to its making makes no second one', async () => {
	stage.datalake.faults.next('createCollection', { kind: 'dropAfterBody', createVideo: true });
	const run = await upload();

	expect(run.status).toBe('success');
	expect(stage.datalake.collections).toHaveLength(1);
});

test('one that cannot be made is tried again by the next upload', async () => {
	stage.datalake.faults.next('createCollection', { kind: 'refusal', status: 403, code: 'forbidden' });

	expect((await upload()).error?.message).toContain('The API key may not do this');
	expect((await upload()).status).toBe('success');
});

test.each(['list', 'id', 'name'] as const)('one can be chosen by %s', async (mode) => {
	stage.datalake.addCollection('n8n');
	const { id, name } = stage.datalake.addCollection('interviews');
	await upload(inCollection(mode, mode === 'name' ? name : id));

	expect(stage.datalake.videos).toMatchObject([{ collectionId: id }]);
});

test('a name that no collection has is refused, with the names there are', async () => {
	stage.datalake.addCollection('interviews');
	stage.datalake.addCollection('talks');
	const run = await upload(inCollection('name', 'Interviews'));

	expect(run.error?.message).toBe("'Collection': the account has no collection named 'Interviews' [Item 0]");
	expect(run.error?.description).toContain("It has 'talks', 'interviews'");
	expect(stage.datalake.createdVideos).toBe(0);
	expect(stage.datalake.collections).toHaveLength(2);
});

test('a name that several have is refused', async () => {
	stage.datalake.addCollection('talks');
	stage.datalake.addCollection('talks');
	const run = await upload(inCollection('name', 'talks'));

	expect(run.error?.message).toContain("2 collections are named 'talks'");
	expect(stage.datalake.createdVideos).toBe(0);
});

test('an ID that no collection has is refused in words', async () => {
	const run = await upload(inCollection('id', 'col_0'));

	expect(run.error?.message).toBe("'Collection': the account has no collection 'col_0' [Item 0]");
	expect(stage.datalake.createdVideos).toBe(0);
});

test('the field’s list has all of them, and finds some', async () => {
	stage.datalake.addCollection('talks');
	const { id } = stage.datalake.addCollection('interviews');
	const list = async (filter?: string) =>
		await stage.engine.searchList('searchCollections', {}, stage.credential(), filter);

	expect((await list()).results).toHaveLength(2);
	expect(await list('INTER')).toEqual({ results: [{ name: 'interviews (0 videos)', value: id }] });
	expect(await list(id.toUpperCase())).toEqual(await list('INTER'));
});
