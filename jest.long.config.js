/** `npm run test:long`: the tests that ask test/volume.ts how much they are to do, at full length. */
process.env.TEST_VOLUME = 'long';

/** @type {import('jest').Config} */
module.exports = { ...require('./jest.config.js'), testTimeout: 3_600_000 };
