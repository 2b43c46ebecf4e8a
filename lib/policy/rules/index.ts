import {
  acceptanceExpired,
  acceptanceMalformed,
  acceptanceRefused,
  acceptanceUnused,
} from '../acceptance/acceptances.ts';
import type { Rule, RuleText } from '../rule.ts';
import { securityTxtCounts } from '../template/security-txt.ts';
import { templateAccounts } from '../template/template-accounts.ts';
import { templateContract, templateReadable, templateWrittenOut } from '../template/template-rules.ts';
import { templateSecretsRule } from '../template/template-secrets.ts';
import { authRules } from './auth/index.ts';
import { bkpRules } from './bkp/index.ts';
import { dataRules } from './data/index.ts';
import { detRules } from './det/index.ts';
import { edgeRules } from './edge/index.ts';
import { hdrRules } from './hdr/index.ts';
import { iamRules } from './iam/index.ts';
import { keyRules } from './key/index.ts';
import { logRules } from './log/index.ts';
import { mailRules } from './mail/index.ts';
import { netRules } from './net/index.ts';
import { payRules } from './pay/index.ts';
import { procRules } from './proc/index.ts';
import { sdlcRules } from './sdlc/index.ts';
import { secRules } from './sec/index.ts';
import { wafRules } from './waf/index.ts';

/** Every rule that judges resources, in the order of reports. */
export const rules: readonly Rule[] = [
  ...edgeRules,
  ...hdrRules,
  ...wafRules,
  ...dataRules,
  ...netRules,
  ...iamRules,
  ...authRules,
  ...secRules,
  ...keyRules,
  ...logRules,
  ...bkpRules,
  ...detRules,
  ...payRules,
  ...mailRules,
  ...sdlcRules,
  ...procRules,
];

/** Rules about templates as a whole and about acceptances; the evaluator itself applies them. */
const evaluatorRules: readonly RuleText[] = [
  templateReadable,
  templateWrittenOut,
  templateContract,
  templateSecretsRule,
  templateAccounts,
  securityTxtCounts,
  acceptanceExpired,
  acceptanceUnused,
  acceptanceMalformed,
  acceptanceRefused,
];

/** Everything that a finding may name as its rule. */
export const allRules: readonly RuleText[] = [...rules, ...evaluatorRules];
