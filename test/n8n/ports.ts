import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

/** The address everything here listens on: nothing is offered to the network. */
export const localhost = '127.0.0.1';

/** A port of this machine that nothing listens on at the moment. */
export async function freePort(): Promise<number> {
	const server = createServer().listen(0, localhost);
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	server.close();
	await once(server, 'close');
	return port;
}

/** Whether a port of this machine can be listened on at the moment. */
export async function isPortFree(port: number): Promise<boolean> {
	const server = createServer().listen(port, localhost);
	try {
		await once(server, 'listening');
	} catch {
		return false;
	}
	server.close();
	await once(server, 'close');
	return true;
}
