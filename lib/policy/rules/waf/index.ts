import type { Rule } from '../../rule.ts';

/** Web application firewall: attached, complete, blocking, rate limited, logged. */
export const wafRules: readonly Rule[] = [];
