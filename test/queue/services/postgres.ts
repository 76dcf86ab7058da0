import { execFile } from 'node:child_process';
import { chmod, chown, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort, localhost } from '../../n8n/ports';
import { startService, type Service } from './service';
import { systemProgram } from './systemProgram';

const run = promisify(execFile);

/** Role and database that n8n connects with and to; nobody else can reach this server. */
export const postgresUser = 'postgres';

/**
 * Starts a PostgreSQL of its own, with an empty database.
 *
 * @param folder an existing one, for what belongs to the run
 */
export async function startPostgres(folder: string): Promise<Service> {
	const port = await freePort();
	const data = join(folder, 'postgres');
	await mkdir(data);
	const [initdb, postgres] = ['initdb', 'postgres'].map(systemProgram) as [string, string];
	const as = await otherUser(folder, data);
	const asCommand = (program: string, ...args: string[]) => {
		const [file = program, ...rest] = [...as, program, ...args];
		return { file, args: rest };
	};

	const creation = asCommand(
		initdb,
		'-D',
		data,
		'-U',
		postgresUser,
		'-A',
		'trust',
		'-E',
		'UTF8',
		'--no-sync',
	);
	await run(creation.file, creation.args, { cwd: data, env: { PATH: process.env.PATH, LC_ALL: 'C' } });
	return await startService({
		name: 'PostgreSQL',
		port,
		// Nothing needs to outlive a power cut, so nothing is waited for on disk.
		...asCommand(postgres, '-D', data, '-p', String(port), '-h', localhost, '-k', data, '-F'),
		folder: data,
		readyText: 'ready to accept connections',
	});
}

/** PostgreSQL refuses to run as root; its package brings a user for it. */
async function otherUser(folder: string, data: string): Promise<string[]> {
	if (process.getuid?.() !== 0) return [];
	const idOf = async (flag: string) => Number((await run('id', [flag, postgresUser])).stdout);
	await chown(data, await idOf('-u'), await idOf('-g'));
	await chmod(folder, 0o711);
	return [systemProgram('runuser'), '-u', postgresUser, '--'];
}
