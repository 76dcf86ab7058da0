/**
 * n8n-workflow, of which nothing is loaded before it is needed: every mutant loads it anew for every test file, and the
 * plain code uses no more of it than `sleep` most of the time.
 */
const load = (path) => require(`n8n-workflow/dist/cjs/${path}.js`);

module.exports = new Proxy(
	{},
	{ get: (_target, name) => (name === 'sleep' ? load('utils').sleep : load('index')[name]) },
);
