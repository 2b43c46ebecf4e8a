import type { Rule } from '../../rule.ts';

/** Stores: private, encrypted, versioned, kept, and ended in time. */
export const dataRules: readonly Rule[] = [];
