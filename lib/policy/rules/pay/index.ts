import type { Rule } from '../../rule.ts';
import { pay02 } from './pay-02.ts';
import { pay02Requests } from './pay-02-requests.ts';
import { pay03 } from './pay-03.ts';
import { pay09 } from './pay-09.ts';

/** Payments: what keeps card data out of everything that is not meant to hold any. */
export const payRules: readonly Rule[] = [pay02, pay02Requests, pay03, pay09];
