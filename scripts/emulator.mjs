// Makes sure that the emulator of AWS that tests talk to is installed, and prints the Python that runs it.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Failure, fillOnce, printTool, run } from './installation.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const requirements = join(root, 'test', 'emulator', 'requirements.txt');
const cache = join(root, 'node_modules', '.cache', 'palisade-emulator');
const oldestPython = [3, 10];

printTool(() => {
  const systemPython = findPython();
  // Another Python or other requirements make another folder, so a folder that is there is never out of date.
  const hash = createHash('sha256')
    .update(readFileSync(requirements))
    .update(systemPython.version)
    .digest('hex');
  const folder = join(cache, hash.slice(0, 16));
  fillOnce(folder, (draft) => fill(draft, systemPython.command));
  return pythonOf(folder);
});

function findPython() {
  for (const command of ['python3', 'python']) {
    const found = spawnSync(command, ['-c', 'import sys; print(*sys.version_info[:3], sys.base_prefix)'], {
      encoding: 'utf8',
    });
    const version = found.status === 0 ? found.stdout.trim() : '';
    const [major = 0, minor = 0] = version.split(' ').map(Number);
    if (major === oldestPython[0] && minor >= oldestPython[1]) return { command, version };
  }
  throw new Failure(
    `the tests with AWS need Python ${oldestPython.join('.')} or newer, and found none as python3`,
  );
}

function fill(folder, python) {
  process.stderr.write('installing the emulator of AWS for the tests, once, with pip …\n');
  run(python, ['-m', 'venv', folder], 'cannot make a Python environment; on Debian, install python3-venv');
  run(
    pythonOf(folder),
    ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-input'].concat([
      '--only-binary',
      ':all:',
      '--require-hashes',
      '--requirement',
      requirements,
    ]),
    'pip cannot install the emulator of AWS',
  );
}

function pythonOf(folder) {
  return process.platform === 'win32' ? join(folder, 'Scripts', 'python.exe') : join(folder, 'bin', 'python');
}
