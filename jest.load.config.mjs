import { config } from './jest.config.mjs';

/** What `npm run load` does: 50,000 callbacks, which take longer than all of `npm test`. */
// biome-ignore lint/style/noDefaultExport: Jest reads its configuration from the default export.
export default {
  ...config,
  testMatch: ['<rootDir>/test/**/*.load.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
};
