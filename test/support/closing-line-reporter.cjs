const { writeSync } = require('node:fs');

/** Ends a run with `N passed, N failed`, and fails it when a test was skipped or none ran. */
class ClosingLineReporter {
  constructor({ testNamePattern }) {
    // A run that was asked for some tests alone skips the others on purpose.
    this.isWhole = !testNamePattern;
  }

  onRunComplete(_contexts, results) {
    const skipped = this.isWhole ? results.numPendingTests + results.numTodoTests : 0;
    if (skipped > 0) this.error = new Error(`${skipped} tests were skipped; every test has to run`);
    if (results.numTotalTests === 0) this.error = new Error('no test ran');
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites + skipped;
    // Jest prints its own summary after this; the closing line comes after that.
    process.on('exit', () => writeSync(1, `${results.numPassedTests} passed, ${failed} failed\n`));
  }

  getLastError() {
    return this.error;
  }
}

module.exports = ClosingLineReporter;
