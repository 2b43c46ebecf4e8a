import type { Rule } from '../../rule.ts';
import { proc03 } from './proc-03.ts';

/** Procedures, as far as a template shows them. */
export const procRules: readonly Rule[] = [proc03];
