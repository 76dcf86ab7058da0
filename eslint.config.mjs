import tseslint from 'typescript-eslint';

/**
 * The rules of this project on top of n8n's own: `npm test` runs n8n's scanner over nodes/ and credentials/, which
 * ignores this file.
 */
export default tseslint.config(
	{ ignores: ['dist/', 'node_modules/'] },
	{ linterOptions: { reportUnusedDisableDirectives: 'error' } },
	{
		files: ['**/*.ts'],
		extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
		languageOptions: { parserOptions: { project: 'test/tsconfig.json' } },
		rules: {
			'@typescript-eslint/array-type': ['error', { default: 'array-simple' }],
			'@typescript-eslint/no-confusing-void-expression': [
				'error',
				{ ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
			],
			// An interface may ask for a promise where nothing is awaited.
			'@typescript-eslint/require-await': 'off',
			'@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: { string: true } }],
			'@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
		},
	},
	{
		files: ['nodes/**/*.ts', 'credentials/**/*.ts'],
		// n8n's scanner ignores inline disables, so none may be written here.
		linterOptions: { noInlineConfig: true },
	},
);
