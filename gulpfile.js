const { dest, src } = require('gulp');

/**
 * Copies what tsc does not emit, the icons and the codex files, to the same relative place under dist.
 * `encoding: false` keeps gulp 5 from decoding files as text, which corrupts PNGs and strips a BOM.
 */
function copyStaticFiles() {
	return src('nodes/**/*.{svg,node.json}', { base: '.', encoding: false }).pipe(dest('dist'));
}

exports.default = copyStaticFiles;
