import type { Rule } from '../../rule.ts';
import { sec01 } from './sec-01.ts';
import { sec02 } from './sec-02.ts';
import { sec03 } from './sec-03.ts';
import { sec04 } from './sec-04.ts';
import { sec05 } from './sec-05.ts';
import { sec07 } from './sec-07.ts';

/** Secrets: written nowhere, encrypted apart, rotated, and read by few. */
export const secRules: readonly Rule[] = [sec01, sec02, sec03, sec04, sec05, sec07];
