import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ICruiseResult } from 'dependency-cruiser';
import importRules from './support/importRules.cjs';
import { run, runIn } from './support/run';

const config = path.join(__dirname, 'support/importRules.cjs');

test('imports go one way', () => {
	const { status, output } = run('depcruise', '--config', config, 'nodes', 'credentials');

	expect(status === 0 ? 'nothing to say' : output).toBe('nothing to say');
});

describe('a wrong import is found:', () => {
	/** By rule, a file of the shipped code and what it imports against that rule. */
	const wrong: Record<string, [file: string, specifier: string]> = {
		'nodes-import-actions-methods-callback-polling-texts-state': [
			'nodes/MemoriesAi/A.node.ts',
			'./api/vocabulary/kinds',
		],
		'actions-import-upload-download-callback-texts-api-state': [
			'nodes/MemoriesAi/actions/a.ts',
			'../methods/a',
		],
		'methods-import-fields-upload-callback-texts-api-state': [
			'nodes/MemoriesAi/methods/a.ts',
			'../actions/index',
		],
		'download-imports-upload-texts-api-state': ['nodes/MemoriesAi/download/a.ts', '../callback/link'],
		'upload-imports-texts-api-state': ['nodes/MemoriesAi/upload/file/a.ts', '../../callback/link'],
		'callback-imports-event-texts-api-state': ['nodes/MemoriesAi/callback/a.ts', '../upload/file/video'],
		'polling-imports-fields-event-texts-api-state': ['nodes/MemoriesAi/polling/a.ts', '../upload/file/video'],
		'event-imports-vocabulary': ['nodes/MemoriesAi/event/a.ts', '../texts/words'],
		'texts-import-api': ['nodes/MemoriesAi/texts/a.ts', '../state'],
		'api-imports-state': ['nodes/MemoriesAi/api/transport/a.ts', '../../texts/words'],
		'state-imports-vocabulary-queues': ['nodes/MemoriesAi/state.ts', './upload/file/video'],
		'state-imports-types': ['nodes/MemoriesAi/state.ts', './api/vocabulary/kinds'],
		'credentials-import-texts-vocabulary': [
			'credentials/A.credentials.ts',
			'../nodes/MemoriesAi/upload/file/video',
		],
		'resources-keep-to-themselves': ['nodes/MemoriesAi/actions/chat/a.ts', '../video/get'],
		'no-circles': ['nodes/MemoriesAi/api/endpoints/a.ts', './a'],
		'nothing-but-own-files-n8n-workflow-crypto': ['nodes/MemoriesAi/api/transport/b.ts', 'fs'],
	};
	/** Files that others may import. */
	const right = [
		...['actions/index', 'actions/video/get', 'api/vocabulary/kinds', 'callback/link', 'texts/words'],
		'upload/file/video',
	].map((name) => `nodes/MemoriesAi/${name}.ts`);
	let found: string[];

	beforeAll(() => {
		const scratch = mkdtempSync(path.join(tmpdir(), 'memories-ai-imports-'));
		try {
			const lines = new Map(
				right.map((file) => [file, ["import { sleep } from 'n8n-workflow';", 'sleep(1);']]),
			);
			for (const [file, specifier] of Object.values(wrong)) {
				lines.set(file, [...(lines.get(file) ?? []), `import * as name from '${specifier}';`, 'name.use();']);
			}
			for (const [file, content] of lines) {
				mkdirSync(path.dirname(path.join(scratch, file)), { recursive: true });
				writeFileSync(path.join(scratch, file), [...content, 'export const use = 1;'].join('\n'));
			}
			const { output } = runIn(
				scratch,
				'depcruise',
				...['--config', config, '--output-type', 'json', 'nodes', 'credentials'],
			);
			const { summary } = JSON.parse(output) as ICruiseResult;
			found = summary.violations.map(({ rule, from }) => `${rule.name}: ${from}`);
		} finally {
			rmSync(scratch, { recursive: true });
		}
	});

	test.each(importRules.forbidden.map(({ name }) => name))('%s', (name) => {
		expect(found.filter((line) => line.startsWith(`${name}:`))).toEqual([`${name}: ${wrong[name]?.[0]}`]);
	});
});
