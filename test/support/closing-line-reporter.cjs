const { writeSync } = require('node:fs');
const { relative } = require('node:path');

const listed = 10;

/**
 * Ends a run with its slowest files and `N passed, N failed`, which `.ci/run` adds up. Fails the run when a test was skipped
 * or none ran.
 */
class ClosingLineReporter {
  constructor({ testNamePattern, rootDir }) {
    // A run that was asked for some tests alone skips the others on purpose.
    this.isWhole = !testNamePattern;
    this.rootDir = rootDir;
  }

  onRunComplete(_contexts, results) {
    const skipped = this.isWhole ? results.numPendingTests + results.numTodoTests : 0;
    if (skipped > 0) this.error = new Error(`${skipped} tests were skipped; every test has to run`);
    if (results.numTotalTests === 0) this.error = new Error('no test ran');
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites + skipped;
    const slowest = ClosingLineReporter.slowestFiles(results.testResults, this.rootDir);
    // Jest prints its own summary after this; the closing line comes after that.
    process.on('exit', () => writeSync(1, `${slowest}${results.numPassedTests} passed, ${failed} failed\n`));
    // A test that failed may have left a server open, for which Jest would wait for ever.
    setTimeout(() => process.exit(), 5000).unref();
  }

  getLastError() {
    return this.error;
  }

  /** Which files to look at when the run becomes slow. */
  static slowestFiles(testResults, rootDir) {
    if (testResults.length <= listed) return '';
    const byTime = testResults.toSorted((one, other) => other.perfStats.runtime - one.perfStats.runtime);
    const lines = byTime.slice(0, listed).map(({ testFilePath, perfStats }) => {
      const seconds = (perfStats.runtime / 1000).toFixed(1);
      return `${seconds.padStart(7)} s  ${relative(rootDir, testFilePath)}\n`;
    });
    return `\nThe ${listed} slowest files:\n${lines.join('')}`;
  }
}

module.exports = ClosingLineReporter;
