import type { Rule } from '../../rule.ts';
import { bkp01 } from './bkp-01.ts';
import { bkp02 } from './bkp-02.ts';
import { bkp03 } from './bkp-03.ts';
import { bkp04 } from './bkp-04.ts';
import { bkp05 } from './bkp-05.ts';

/** Backups: made, encrypted, locked, copied and restored. */
export const bkpRules: readonly Rule[] = [bkp01, bkp02, bkp03, bkp04, bkp05];
