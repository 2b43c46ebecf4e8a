/**
 * A plug-in of the CDK's command, named in `cdk.json`: it makes `cdk` end with 2 where the command could not run.
 *
 * The command ends with 1 after every error, and 1 is also how it ends when the policy refuses a template. `run-app.mjs` writes
 * down how the app ended; what is left of the errors was no verdict.
 */
const { randomUUID } = require('node:crypto');
const { readFileSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

exports.version = '1';

exports.init = () => {
  if (isAppReplaced(process.argv, process.env)) return;
  const file = join(tmpdir(), `palisade-${randomUUID()}`);
  process.env.PALISADE_OUTCOME_FILE = file;
  process.once('exit', (code) => {
    const outcome = read(file);
    rmSync(file, { force: true });
    const isVerdict = outcome === 'refused' || (outcome === 'synthesized' && isComparison(process.argv));
    if (code !== 0 && !isVerdict) process.exitCode = 2;
  });
};

/** Whether somebody named another app or a finished assembly, which this module cannot speak of. */
function isAppReplaced(argv, env) {
  return env.CDK_APP !== undefined || argv.some((argument) => /^(?:-a|--app)(?:$|=)/.test(argument));
}

/** Commands that end with 1 where they find a difference. */
function isComparison(argv) {
  return argv.some((argument) => argument === 'diff' || argument === 'drift');
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // The app did not run, or not to its end.
    return undefined;
  }
}
