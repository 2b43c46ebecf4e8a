// Runs the npm commands of the README one after the other, as its readers do, and ends with one closing line for all.

import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

/** All commands together have to end within this time. */
const minutes = 85;
const deadline = Date.now() + minutes * 60_000;
const closingLine = /^(\d+) passed, (\d+) failed$/;

const commands = [...readFileSync('README.md', 'utf8').matchAll(/^```sh\n([\s\S]*?)^```/gm)]
  .flatMap(([, block]) => block.trim().split('\n'))
  .filter((command) => command.startsWith('npm '));

const results = [];
for (const command of commands) results.push(await run(command));
const passed = sum(results.map((result) => result.passed));
const failed = sum(results.map((result) => result.failed));
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exitCode = passed > 0 && failed === 0 ? 0 : 1;

async function run(command) {
  const started = Date.now();
  console.log(`=== ${command}`);
  const { code, told } = await ended(command);
  console.log(`=== ${command}: exit ${code} after ${Math.round((Date.now() - started) / 1000)} s`);
  const [, passed, failed] = (told ?? '0 passed, 0 failed').match(closingLine).map(Number);
  const hasOwnFailure = failed === 0 && (code !== 0 || (isTest(command) && passed === 0));
  return { passed, failed: hasOwnFailure ? 1 : failed };
}

/** Runs a command in a process group of its own, which is stopped as a whole when the time is over. */
async function ended(command) {
  const child = spawn('bash', ['-c', `${command} 2>&1`], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  const stop = setTimeout(
    () => {
      console.log(`=== stopped: the ${minutes} minutes are over`);
      end(child);
    },
    Math.max(0, deadline - Date.now()),
  );
  const exit = new Promise((resolve) => child.once('exit', (code, signal) => resolve(code ?? signal)));
  // What a command has left running would keep its output open.
  exit.then(() => end(child));
  let told;
  for await (const line of createInterface({ input: child.stdout })) {
    console.log(line);
    if (closingLine.test(line)) told = line;
  }
  clearTimeout(stop);
  return { code: await exit, told };
}

function end({ pid }) {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

function isTest(command) {
  return command.includes('npm test') || command.includes('npm run test');
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}
