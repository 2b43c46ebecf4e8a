import { config } from './jest.config.mjs';

/** The tests that take minutes each: whole counts where `npm test` has samples. */
// biome-ignore lint/style/noDefaultExport: Jest reads its configuration from the default export.
export default {
  ...config,
  testMatch: ['<rootDir>/test/**/*.full.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
};
