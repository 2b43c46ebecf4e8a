import '../lib/cli/guard-process.ts';
import { join } from 'node:path';
import { loadBundle, optimizeLate } from '../lib/cli/code-cache.ts';

optimizeLate();
const command = loadBundle<{ readonly runCommand: () => Promise<void> }>(join(__dirname, 'command.cjs'));
void command.exports.runCommand();
