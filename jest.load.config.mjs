import { config } from './jest.config.mjs';

/** What `npm run load` does, which takes a quarter of an hour. */
// biome-ignore lint/style/noDefaultExport: Jest reads its configuration from the default export.
export default {
  ...config,
  testMatch: ['<rootDir>/test/**/*.load.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
};
