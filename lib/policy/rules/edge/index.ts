import type { Rule } from '../../rule.ts';
import { edge01 } from './edge-01.ts';

/** Edge, TLS and DNS. */
export const edgeRules: readonly Rule[] = [edge01];
