import { localhost } from './ports';

/** Where n8n keeps the content of files while a workflow runs. */
export type BinaryDataMode = 'filesystem' | 'default' | 'database';

/** Where an n8n keeps what. */
export interface N8nFolders {
	/** Holds all the others, the database and the community packages. */
	userFolder: string;
	/** The only folder that nodes may read files from and write files to. */
	filesFolder: string;
	temporaryFolder: string;
}

/** What distinguishes one n8n from another. */
export interface N8nSettings extends N8nFolders {
	port: number;
	runnersBrokerPort: number;
	/** Where webhooks are reached from outside. */
	webhookBaseUrl: string;
	binaryDataMode: BinaryDataMode;
}

/** What a process needs of its surroundings, as opposed to settings of somebody else's n8n. */
const inherited = ['PATH', 'HOME', 'USERPROFILE', 'LANG', 'TZ', 'SystemRoot', 'ComSpec'];

/** The environment variables of an n8n that is alone with itself: it calls nobody it is not told to call. */
export function n8nEnvironment(settings: N8nSettings): NodeJS.ProcessEnv {
	return {
		...Object.fromEntries(inherited.map((name) => [name, process.env[name]])),
		NODE_ENV: 'production',
		TMPDIR: settings.temporaryFolder,
		TEMP: settings.temporaryFolder,
		TMP: settings.temporaryFolder,
		N8N_USER_FOLDER: settings.userFolder,
		N8N_ENCRYPTION_KEY: 'only-for-an-n8n-that-is-thrown-away',
		N8N_LISTEN_ADDRESS: localhost,
		N8N_PORT: String(settings.port),
		N8N_RUNNERS_BROKER_PORT: String(settings.runnersBrokerPort),
		N8N_WEBHOOK_URL: `${settings.webhookBaseUrl}/`,
		// Its name in n8n 1.x and early 2.x.
		WEBHOOK_URL: `${settings.webhookBaseUrl}/`,
		N8N_EDITOR_BASE_URL: `http://${localhost}:${settings.port}/`,
		N8N_SECURE_COOKIE: 'false',
		N8N_RESTRICT_FILE_ACCESS_TO: settings.filesFolder,
		N8N_DEFAULT_BINARY_DATA_MODE: settings.binaryDataMode,
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
		N8N_DYNAMIC_BANNERS_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_VERIFIED_PACKAGES_ENABLED: 'false',
		N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
	};
}
