import { mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

// n8n-core reads these when it is first imported.
process.env.N8N_USER_FOLDER = mkdtempSync(path.join(tmpdir(), 'memories-ai-engine-'));
process.env.N8N_ENCRYPTION_KEY = 'engine-tests';
process.env.N8N_LOG_LEVEL = 'silent';
process.env.N8N_DEFAULT_BINARY_DATA_MODE = 'filesystem';

// The decorators of n8n-core's services need it; it is n8n-core's own dependency.
createRequire(require.resolve('n8n-core'))('reflect-metadata');
