import {
	isLocalApi,
	isOutOfReach,
	LOCAL_HOST,
	readWebAddress,
} from '../../../nodes/MemoriesAi/api/vocabulary/webAddress';

const memoriesAi = 'https://api.memories.ai';
const local = [
	'localhost',
	'localhost.',
	'n8n',
	'n8n.localhost',
	'n8n.local',
	'n8n.local.',
	'N8N.LAN',
	'n8n.lan.',
	'n8n.home',
	'n8n.home.arpa',
	'home.arpa',
	'n8n.localdomain',
	'n8n.internal',
	'host.docker.internal',
	'n8n.default.svc.cluster.local',
	'n8n.intranet',
	'n8n.corp',
	'n8n.private',
	'n8n.test',
	'n8n.fritz.box',
	'0.0.0.0',
	'10.1.2.3',
	'100.64.0.1',
	'100.127.255.254',
	'127.0.0.1',
	'127.1',
	'2130706433',
	'0x7f.0.0.1',
	'0177.0.0.1',
	'169.254.169.254',
	'172.16.0.1',
	'172.31.255.255',
	'192.0.0.8',
	'192.168.1.1',
	'198.18.0.1',
	'224.0.0.1',
	'240.0.0.1',
	'255.255.255.255',
	'[::]',
	'[::1]',
	'[fc00::1]',
	'[fd12:3456::1]',
	'[fe80::1]',
	'[ff02::1]',
	'[::ffff:127.0.0.1]',
	'[::ffff:192.168.1.1]',
	'[64:ff9b::10.0.0.1]',
	'[::ffff:7f00:1]',
	'[::10.0.0.1]',
	'[2002:a00:1::1]',
	'[2002:c0a8::]',
	'[fec0::1]',
	'n8n。lan',
	'１２７.０.０.１',
	'127。0。0。1',
	'%6cocalhost',
	'3232235777',
	'0xc0a80101',
	'10.1',
	'kubernetes.default.svc',
	'n8n.onion',
	'n8n.mshome.net',
	'192.168.1.20.nip.io',
	'n8n-10-0-0-1.sslip.io',
];
const reachable = [
	'n8n.example.com',
	'example.com.',
	'local.example.com',
	'lan.example.com',
	'mylan.com',
	'n8n.latest',
	'localhost.example.com',
	'n8n.tail1234.ts.net',
	'1.2.3.4',
	'9.255.255.255',
	'100.63.255.255',
	'100.128.0.1',
	'126.0.0.1',
	'172.15.0.1',
	'172.32.0.1',
	'192.0.1.1',
	'192.167.1.1',
	'198.17.0.1',
	'198.20.0.1',
	'223.255.255.255',
	'[2606:4700:4700::1111]',
	'[2a01:4f8::1]',
	'[3fff:ffff::1]',
	'[::ffff:1.2.3.4]',
	'[64:ff9b::1.2.3.4]',
	'[2002:808:808::1]',
	'1.2.3.4.nip.io',
	'nip.io',
	'mysvc.com',
];

test.each(local)('memories.ai cannot reach %s', (host) => {
	expect(isOutOfReach(new URL(`https://${host}:5678/webhook/x`), memoriesAi)).toBe(true);
});

test.each(reachable)('memories.ai can reach %s', (host) => {
	expect(isOutOfReach(new URL(`https://${host}:5678/webhook/x`), memoriesAi)).toBe(false);
});

test.each(['http://localhost:4010', 'http://127.0.0.1:4010/', 'http://[::1]:4010', 'http://api.localhost'])(
	'an API at %s is on this machine, and reaches what it reaches',
	(apiBaseUrl) => {
		expect(isLocalApi(apiBaseUrl)).toBe(true);
		for (const host of local) {
			expect(isOutOfReach(new URL(`http://${host}/`), apiBaseUrl)).toBe(false);
		}
	},
);

test.each([
	'http://proxy:3128',
	'http://10.0.0.5',
	'http://proxy.lan',
	'http://[fd00::1]',
	memoriesAi,
	'nonsense',
	'',
])('an API at %j is not', (apiBaseUrl) => {
	expect(isLocalApi(apiBaseUrl)).toBe(false);
	expect(isOutOfReach(new URL('http://192.168.1.1/'), apiBaseUrl)).toBe(true);
});

test("the editor's hint knows a host as it is typed", () => {
	// As the hint cuts it off: an IPv6 address ends at its first colon.
	const hint = new RegExp(LOCAL_HOST.source);
	expect(['n8n.lan', '10.0.0.1', '[fd12', '[', 'localhost.'].filter((host) => !hint.test(host))).toEqual([]);
	expect(['n8n.example.com', '1.2.3.4', '[2606', ''].filter((host) => hint.test(host))).toEqual([]);
});

test.each([
	[' https://n8n.example.com/webhook/x ', 'https://n8n.example.com/webhook/x'],
	['HTTP://n8n.example.com', 'http://n8n.example.com/'],
])('%j is a web address', (text, href) => {
	expect(readWebAddress(text)?.href).toBe(href);
});

test.each(['', 'n8n.example.com', 'ftp://example.com', 'javascript:alert(1)', 'https://'])(
	'%j is none',
	(text) => {
		expect(readWebAddress(text)).toBeUndefined();
	},
);
