const { TestEnvironment } = require('jest-environment-node');

/**
 * Node.js, where the failed tests of one file may take `testEnvironmentOptions.failingSeconds` together: its other tests then
 * fail at once. A browser or an emulator that hangs in each test would hold up every other file otherwise.
 */
class ImpatientEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    this.limit = config.projectConfig.testEnvironmentOptions.failingSeconds;
    this.failing = 0;
  }

  handleTestEvent({ name, test, hook }) {
    if (name === 'test_done' && test.errors.length > 0) this.failing += test.duration / 1000;
    if (this.failing <= this.limit) return;
    if (name === 'test_start') {
      test.errors.push(new Error(`not run: failed tests of this file have taken more than ${this.limit} s`));
    }
    // No test has run that these hooks would clean up after; the last ones may close what the file has opened.
    if (name === 'hook_start') hook.timeout = hook.type === 'afterAll' ? 10_000 : 1;
  }
}

module.exports = ImpatientEnvironment;
