/** `npm run test:editor`: the tests in n8n's editor, which then keep what they have seen. */
process.env.TEST_SCREENSHOTS = 'keep';

/** @type {import('jest').Config} */
module.exports = require('./jest.config.js');
