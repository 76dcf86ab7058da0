/**
 * Which way imports go in the shipped code, for dependency-cruiser: from what n8n loads, over what users see, down to what
 * memories.ai speaks.
 */
const room = (name) => `^nodes/MemoriesAi/${name}/`;
const state = '^nodes/MemoriesAi/(state|ForgetfulMap)\\.ts$';
const vocabulary = room('api/vocabulary');
const queue = '^nodes/MemoriesAi/callback/confirmationQueue\\.ts$';
const shipped = '^(nodes|credentials)/';

/** A rule that what stands in one place imports shipped code of the given places only. */
const only = (name, from, ...allowed) => ({
	name,
	severity: 'error',
	from: { path: from },
	to: { path: shipped, pathNot: allowed },
});

const rooms = [
	only(
		'nodes-import-actions-methods-callback-polling-texts-state',
		'^nodes/MemoriesAi/[^/]+\\.node\\.ts$',
		...['actions', 'methods', 'callback', 'polling', 'texts'].map(room),
		state,
	),
	only(
		'actions-import-upload-download-callback-texts-api-state',
		room('actions'),
		...['actions', 'upload', 'download', 'callback', 'texts', 'api'].map(room),
		state,
	),
	only(
		'methods-import-fields-upload-callback-texts-api-state',
		room('methods'),
		...['methods', 'actions/fields', 'upload', 'callback', 'texts', 'api'].map(room),
		state,
	),
	only(
		'download-imports-upload-texts-api-state',
		room('download'),
		...['download', 'upload', 'texts', 'api'].map(room),
		state,
	),
	only('upload-imports-texts-api-state', room('upload'), ...['upload', 'texts', 'api'].map(room), state),
	only(
		'callback-imports-event-texts-api-state',
		room('callback'),
		...['callback', 'event', 'texts', 'api'].map(room),
		state,
	),
	only(
		'polling-imports-fields-event-texts-api-state',
		room('polling'),
		...['polling', 'actions/fields', 'event', 'texts', 'api'].map(room),
		state,
	),
	only('event-imports-vocabulary', room('event'), room('event'), vocabulary),
	only('texts-import-api', room('texts'), ...['texts', 'api'].map(room)),
	only('api-imports-state', room('api'), room('api'), state),
	only('state-imports-vocabulary-queues', state, state, vocabulary, queue),
	only('credentials-import-texts-vocabulary', '^credentials/', '^credentials/', room('texts'), vocabulary),
];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
	forbidden: [
		...rooms,
		{
			name: 'state-imports-types',
			severity: 'error',
			from: { path: state },
			to: { path: [vocabulary, queue], dependencyTypesNot: ['type-only'] },
		},
		// What several resources share stands in actions/fields or directly in actions.
		{
			name: 'resources-keep-to-themselves',
			severity: 'error',
			from: { path: `${room('actions')}([^/]+)/` },
			to: { path: `${room('actions')}[^/]+/`, pathNot: [`${room('actions')}$1/`, room('actions/fields')] },
		},
		{
			name: 'no-circles',
			severity: 'error',
			from: { path: shipped },
			to: { circular: true },
		},
		// A user's n8n provides nothing else.
		{
			name: 'nothing-but-own-files-n8n-workflow-crypto',
			severity: 'error',
			from: { path: shipped },
			to: { pathNot: [shipped, '^(node_modules/)?n8n-workflow(/|$)', '^crypto$'] },
		},
	],
	options: {
		tsPreCompilationDeps: true,
		doNotFollow: { path: 'node_modules' },
	},
};
