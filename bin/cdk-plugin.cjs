/**
 * A plug-in of the CDK's command, named in `cdk.json`: it makes `cdk` end with 2 where this app could not run.
 *
 * The command ends with 1 whatever the exit code of its app was, and 1 is also how it ends when the policy refuses a
 * template. Node announces each process that the command starts; the app is the one that runs `run-app.mjs`.
 */
const { subscribe } = require('node:diagnostics_channel');

const appScript = 'run-app.mjs';

exports.version = '1';

exports.init = () => {
  if (isAppReplaced(process.argv, process.env)) return;
  let hasSucceeded = false;
  subscribe('child_process', ({ process: child }) => {
    child.once('exit', (code) => {
      if (child.spawnargs.some((argument) => argument.includes(appScript))) hasSucceeded = code === 0;
    });
  });
  process.once('exit', (code) => {
    if (code !== 0 && !hasSucceeded) process.exitCode = 2;
  });
};

/** Whether somebody named another app or a finished assembly, which this module cannot speak of. */
function isAppReplaced(argv, env) {
  return env.CDK_APP !== undefined || argv.some((argument) => /^(?:-a|--app)(?:$|=)/.test(argument));
}
