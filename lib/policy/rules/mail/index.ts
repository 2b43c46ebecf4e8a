import type { Rule } from '../../rule.ts';
import { mail01 } from './mail-01.ts';
import { mail02 } from './mail-02.ts';
import { mail02Spf } from './mail-02-spf.ts';

/** What keeps forged mail from passing for the shop's: on DMARC, signatures, bounces and SPF. */
export const mailRules: readonly Rule[] = [mail01, mail02, mail02Spf];
