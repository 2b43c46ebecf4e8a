import '../lib/cli/guard-process.ts';
import { join } from 'node:path';
import { loadBundle, tuneForOneCommand } from '../lib/cli/code-cache.ts';

tuneForOneCommand();
const command = loadBundle<{ readonly runCommand: () => Promise<void> }>(join(__dirname, 'command.cjs'));
void command.exports.runCommand();
