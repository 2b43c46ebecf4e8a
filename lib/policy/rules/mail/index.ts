import type { Rule } from '../../rule.ts';
import { mail01 } from './mail-01.ts';
import { mail01Reports } from './mail-01-reports.ts';
import { mail02 } from './mail-02.ts';
import { mail02Keys } from './mail-02-keys.ts';
import { mail02Reputation } from './mail-02-reputation.ts';
import { mail02Servers } from './mail-02-servers.ts';
import { mail02Spf } from './mail-02-spf.ts';
import { mail02Tls } from './mail-02-tls.ts';

/** What keeps forged mail from passing for the shop's: on DMARC, signatures, bounces and SPF; and who takes its mail, and how. */
export const mailRules: readonly Rule[] = [
  mail01,
  mail01Reports,
  mail02,
  mail02Keys,
  mail02Reputation,
  mail02Servers,
  mail02Spf,
  mail02Tls,
];
