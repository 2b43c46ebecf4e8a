import type { Rule } from '../../rule.ts';
import { pay03 } from './pay-03.ts';

/** Payments: what keeps card data out of everything that is not meant to hold any. */
export const payRules: readonly Rule[] = [pay03];
