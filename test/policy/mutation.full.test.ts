import { rules } from '../../lib/policy/rules/index.ts';
import { testMutants } from './mutants.ts';
import { testCommand } from './weakened-command.ts';

testMutants(Number.POSITIVE_INFINITY);
testCommand(rules);
