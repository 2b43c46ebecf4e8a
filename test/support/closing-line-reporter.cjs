/** Ends a run with `N passed, N failed`, and fails it when a test was skipped or none ran. */
class ClosingLineReporter {
  onRunComplete(_contexts, results) {
    const skipped = results.numPendingTests + results.numTodoTests;
    if (skipped > 0) this.error = new Error(`${skipped} tests were skipped; every test has to run`);
    if (results.numTotalTests === 0) this.error = new Error('no test ran');
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites + skipped;
    process.stdout.write(`${results.numPassedTests} passed, ${failed} failed\n`);
  }

  getLastError() {
    return this.error;
  }
}

module.exports = ClosingLineReporter;
