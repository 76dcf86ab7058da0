import { rmSync } from 'node:fs';

afterAll(() => {
	rmSync(process.env.N8N_USER_FOLDER ?? '', { recursive: true, force: true });
});
