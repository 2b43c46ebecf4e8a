import type { Rule } from '../../rule.ts';
import { waf01 } from './waf-01.ts';
import { waf01Regional } from './waf-01-regional.ts';
import { waf01Strangers } from './waf-01-strangers.ts';
import { waf02 } from './waf-02.ts';
import { waf03 } from './waf-03.ts';
import { waf03Tokens } from './waf-03-tokens.ts';
import { waf04 } from './waf-04.ts';
import { waf05 } from './waf-05.ts';
import { waf05Form } from './waf-05-form.ts';
import { waf06 } from './waf-06.ts';
import { waf06Alarm } from './waf-06-alarm.ts';
import { waf06Metrics } from './waf-06-metrics.ts';

/** Web application firewall: attached, complete, blocking, rate limited, logged. */
export const wafRules: readonly Rule[] = [
  waf01,
  waf01Regional,
  waf01Strangers,
  waf02,
  waf03,
  waf03Tokens,
  waf04,
  waf05,
  waf05Form,
  waf06,
  waf06Metrics,
  waf06Alarm,
];
