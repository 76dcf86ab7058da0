import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort, localhost } from '../../n8n/ports';
import { startService, type Service } from './service';
import { systemProgram } from './systemProgram';

/**
 * Starts a Redis of its own that keeps nothing on disk.
 *
 * @param folder an existing one, for what belongs to the run
 */
export async function startRedis(folder: string): Promise<Service> {
	const port = await freePort();
	const data = join(folder, 'redis');
	await mkdir(data);
	return await startService({
		name: 'Redis',
		port,
		file: systemProgram('redis-server'),
		args: ['--port', String(port), '--bind', localhost, '--save', '', '--appendonly', 'no', '--dir', data],
		folder: data,
		readyText: 'Ready to accept connections',
	});
}
