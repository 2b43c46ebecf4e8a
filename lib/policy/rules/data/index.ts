import type { Rule } from '../../rule.ts';
import { data01 } from './data-01.ts';
import { data02 } from './data-02.ts';
import { data02Messages } from './data-02-messages.ts';
import { data02Stores } from './data-02-stores.ts';
import { data03 } from './data-03.ts';
import { data03TlsVersion } from './data-03-tls-version.ts';
import { data04 } from './data-04.ts';
import { data05 } from './data-05.ts';
import { data05Relational } from './data-05-relational.ts';
import { data06 } from './data-06.ts';
import { data07 } from './data-07.ts';
import { data08 } from './data-08.ts';
import { data08Unnamed } from './data-08-unnamed.ts';

/** Stores: private, encrypted, versioned, kept, and ended in time. */
export const dataRules: readonly Rule[] = [
  data01,
  data02,
  data02Stores,
  data02Messages,
  data03,
  data03TlsVersion,
  data04,
  data05,
  data05Relational,
  data06,
  data07,
  data08,
  data08Unnamed,
];
