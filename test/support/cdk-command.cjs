/**
 * The CDK's own command as `aws-cdk/bin/cdk` starts it, with the code that V8 has compiled of it: compiling takes a second in each of some
 * hundred processes of a test run. The first that ends keeps the code in the run's temporary folder, and it goes with that.
 */
const { existsSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { tmpdir } = require('node:os');
const { dirname, join } = require('node:path');
const { Script } = require('node:vm');

process.setSourceMapsEnabled(true);

const path = join(dirname(require.resolve('aws-cdk/package.json')), 'lib', 'index.js');
const kept = join(tmpdir(), 'aws-cdk.code');
const cachedData = existsSync(kept) ? readFileSync(kept) : undefined;
const text = `(function (exports, require, module, __filename, __dirname) {${readFileSync(path, 'utf8')}\n})`;
const script = new Script(text, { filename: path, cachedData });
const command = { exports: {} };
script.runInThisContext()(command.exports, createRequire(path), command, path, dirname(path));
if (cachedData === undefined) process.once('exit', keepCode);
command.exports.cli();

/** Another process may read it or write it at the same time. */
function keepCode() {
  const draft = `${kept}.${process.pid}`;
  writeFileSync(draft, script.createCachedData());
  renameSync(draft, kept);
}
