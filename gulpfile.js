const { dest, src } = require('gulp');

/**
 * Copies what tsc does not emit, the icons, the codex files and the output schemas, to the same relative place under dist.
 * `encoding: false` keeps gulp 5 from decoding files as text, which corrupts PNGs and strips a BOM.
 */
function copyStaticFiles() {
	return src(['nodes/**/*.{svg,node.json}', 'nodes/**/__schema__/**/*.json'], {
		base: '.',
		encoding: false,
	}).pipe(dest('dist'));
}

exports.default = copyStaticFiles;
