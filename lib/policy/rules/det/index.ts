import type { Rule } from '../../rule.ts';
import { det01 } from './det-01.ts';
import { det01Suppression } from './det-01-suppression.ts';
import { det02 } from './det-02.ts';
import { det03 } from './det-03.ts';
import { det04 } from './det-04.ts';
import { det05 } from './det-05.ts';
import { det06 } from './det-06.ts';
import { det06Alarms } from './det-06-alarms.ts';
import { det06Events } from './det-06-events.ts';
import { det06Failures } from './det-06-failures.ts';
import { det06Mutes } from './det-06-mutes.ts';
import { det07 } from './det-07.ts';

/** Detection: the services that watch an account, and the ways by which somebody hears of it. */
export const detRules: readonly Rule[] = [
  det01,
  det01Suppression,
  det02,
  det03,
  det04,
  det05,
  det06,
  det06Alarms,
  det06Events,
  det06Failures,
  det06Mutes,
  det07,
];
