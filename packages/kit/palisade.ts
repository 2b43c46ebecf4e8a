import '../../lib/cli/guard-process.ts';
import { runPackagedCommand } from './engine.ts';

void runPackagedCommand();
