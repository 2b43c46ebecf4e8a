import '../../lib/cli/guard-process.ts';
import { tuneForOneCommand } from '../../lib/cli/code-cache.ts';

tuneForOneCommand();
const { runPackagedCommand }: typeof import('./engine.ts') = require('./engine.ts');
void runPackagedCommand();
