/**
 * Builds the program by which the preview simulates managed rules, Coraza with the OWASP core rule set: `npm run coraza`. It needs Go, and
 * the network for the modules that go.sum names.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const source = join(root, 'lib', 'preview', 'firewall', 'coraza', 'program');
const output = join(root, 'node_modules', '.cache', 'palisade-coraza', 'palisade-coraza');

const { status, error } = spawnSync('go', ['build', '-C', source, '-trimpath', '-o', output, '.'], {
  stdio: 'inherit',
});
if (error) console.error('coraza: go was not found, install Go 1.25 or newer (https://go.dev/dl/)');
else if (status === 0) console.log(`${output} is built, and palisade preview uses it`);
process.exitCode = error ? 2 : (status ?? 1);
