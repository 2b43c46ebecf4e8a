import { config } from './jest.config.mjs';

/** What `npm run test:coraza` does, once Coraza is built, which takes two minutes of a processor. */
// biome-ignore lint/style/noDefaultExport: Jest reads its configuration from the default export.
export default {
  ...config,
  testMatch: ['<rootDir>/test/**/*.coraza.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
};
