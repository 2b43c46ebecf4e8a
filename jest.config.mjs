/** Tests mirror lib and lambda. TypeScript is stripped by swc; types are checked by `npm run lint`. */
export const config = {
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  // What takes longer is run by `npm run test:full`, `npm run load` and `npm run test:coraza`.
  testPathIgnorePatterns: ['/node_modules/', '\\.(?:full|load|coraza)\\.test\\.ts$'],
  transform: {
    '\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2023', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
    // These two are published as ES modules only, which Jest does not load.
    '/(parse5|entities)/.*\\.js$': ['@swc/jest', { jsc: { target: 'es2023' }, module: { type: 'commonjs' } }],
  },
  transformIgnorePatterns: ['/node_modules/(?!(parse5|entities)/)'],
  testSequencer: '<rootDir>/test/support/longest-first.cjs',
  maxWorkers: '100%',
  // What a test file leaves behind stays in its worker; one that has grown large is replaced between two files.
  workerIdleMemoryLimit: '1500MB',
  // Tests against the emulator and in a browser wait for other processes, on whatever machine this is.
  testTimeout: 60_000,
  testEnvironment: '<rootDir>/test/support/impatient-environment.cjs',
  testEnvironmentOptions: { failingSeconds: 30 },
  globalSetup: '<rootDir>/test/support/temporary-folder.cjs',
  globalTeardown: '<rootDir>/test/support/temporary-folder.cjs',
  setupFiles: ['<rootDir>/test/support/environment.ts', '<rootDir>/test/support/loopback-only.ts'],
  reporters: ['default', '<rootDir>/test/support/closing-line-reporter.cjs'],
};

// biome-ignore lint/style/noDefaultExport: Jest reads its configuration from the default export.
export default config;
