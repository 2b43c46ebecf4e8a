import type { Rule } from '../../rule.ts';
import { key01 } from './key-01.ts';
import { key02 } from './key-02.ts';
import { key02Use } from './key-02-use.ts';

/** Keys: rotated, ruled by named people of the account, in use for one kind of data each. */
export const keyRules: readonly Rule[] = [key01, key02, key02Use];
