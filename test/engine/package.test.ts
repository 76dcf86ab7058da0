import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadOutputSchema, PackageDirectoryLoader } from 'n8n-core';
import { RESOURCES } from '../../nodes/MemoriesAi/actions';
import { installPackage } from '../n8n/installPackage';
import { packProject } from '../n8n/packProject';

let userFolder: string;
let loader: PackageDirectoryLoader;

beforeAll(async () => {
	userFolder = mkdtempSync(path.join(tmpdir(), 'memories-ai-loader-'));
	const tarball = await packProject();
	await installPackage(userFolder, tarball);
	rmSync(path.dirname(tarball), { recursive: true });
	loader = new PackageDirectoryLoader(path.join(userFolder, '.n8n/nodes/node_modules/n8n-nodes-memories-ai'));
	await loader.loadAll();
});
afterAll(() => {
	rmSync(userFolder, { recursive: true, force: true });
});

const nodes = ['memoriesAi', 'memoriesAiPollingTrigger', 'memoriesAiTrigger'];

test('the packed package, installed as n8n installs it, loads its three nodes and its credential', () => {
	expect(Object.keys(loader.known.nodes).sort()).toEqual(nodes);
	expect(Object.keys(loader.known.credentials)).toEqual(['memoriesAiApi']);
	expect(loader.known.credentials.memoriesAiApi?.supportedNodes).toEqual(nodes);
});

test('icons for both themes are where the loader looks for them', () => {
	for (const type of [...loader.types.nodes, ...loader.types.credentials]) {
		const { light, dark } = type.iconUrl as { light: string; dark: string };
		for (const url of [light, dark]) {
			const file = url.replace('icons/n8n-nodes-memories-ai/', '');
			expect(existsSync(path.join(loader.directory, file))).toBe(true);
		}
		expect(light).not.toBe(dark);
	}
});

test('the nodes panel finds the nodes by category and alias', () => {
	for (const { codex } of loader.types.nodes) {
		expect(codex?.categories).toEqual(['Marketing & Content', 'Data & Storage']);
		expect(codex?.alias).toEqual(expect.arrayContaining(['video', 'memories']));
	}
});

describe('n8n finds what comes out of', () => {
	const operations = Object.entries(RESOURCES).flatMap(([resource, { operations }]) =>
		Object.keys(operations).map((operation) => ({ node: 'memoriesAi', resource, operation })),
	);
	const triggers = ['memoriesAiTrigger', 'memoriesAiPollingTrigger'].map((node) => ({ node }));
	/** The output schema of a node of version 1 in n8n's form of that number, which the editor asks for. */
	const schemaOf = (node: string, place: { resource?: string; operation?: string }) =>
		loadOutputSchema({
			nodeDir: path.dirname(loader.known.nodes[node]?.sourcePath ?? ''),
			version: '1.0.0',
			// n8n asks so for nodes without operations.
			versionFallback: place.resource === undefined,
			...place,
		});

	test.each<{ node: string; resource?: string; operation?: string }>([...operations, ...triggers])(
		'$node $resource $operation',
		({ node, ...place }) => {
			expect(schemaOf(node, place)).toMatchObject({ type: 'object', properties: {} });
		},
	);
});
