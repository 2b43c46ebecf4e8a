// Prepares all that the tests need beyond the packages of npm, everything at once, and names in plain sentences whatever is
// missing. What needs nothing of that is tested all the same, so that a missing Python hides no other failure.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Each program prepares one need, and says on standard error why that is missing. Those in `dist` are built before. */
const needs = {
  'the emulator of AWS': ['dist/emulator.cjs', '--install'],
  'njs, the engine of the edge functions': ['dist/njs.cjs'],
  'the browser': ['dist/browser.cjs'],
};

refuseOldNode();
console.error(`Preparing ${Object.keys(needs).join(', ')}; the first time takes about a minute.`);
const built = run(['scripts/build.mjs']);
const sentences = await Promise.all(Object.entries(needs).map(([need, command]) => prepare(need, command)));
const build = await built;
process.stderr.write(build.said);
const missing = sentences.filter((sentence) => sentence !== '');
if (missing.length > 0) console.error(`${missing.join('\n')}\nThe tests that need this will fail.\n`);
process.exitCode = build.status;

/** Returns the sentence that says why the need is missing, and nothing where it is met. */
async function prepare(need, command) {
  if (command[0].startsWith('dist/') && (await built).status !== 0) return '';
  const { status, said } = await run(command);
  return status === 0 ? '' : `Missing: ${need}: ${said.trim().replaceAll(/^palisade: /gm, '')}`;
}

async function run([program, ...args]) {
  const child = spawn(process.execPath, [join(root, program), ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [said, [status]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  return { status: status ?? 1, said };
}

function refuseOldNode() {
  const { engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const [major, minor] = engines.node.match(/\d+/g).map(Number);
  const [foundMajor, foundMinor] = process.versions.node.split('.').map(Number);
  if (foundMajor > major || (foundMajor === major && foundMinor >= minor)) return;
  console.error(
    `palisade: the tests need Node.js ${major}.${minor} or newer, and this is ${process.version}`,
  );
  process.exit(2);
}
