import type { Rule } from '../../rule.ts';
import { iam01 } from './iam-01.ts';
import { iam01Boundary } from './iam-01-boundary.ts';
import { iam01Destruction } from './iam-01-destruction.ts';
import { iam01Escalation } from './iam-01-escalation.ts';
import { iam01Interfaces } from './iam-01-interfaces.ts';
import { iam01Items } from './iam-01-items.ts';
import { iam01Roles } from './iam-01-roles.ts';
import { iam02 } from './iam-02.ts';
import { iam03 } from './iam-03.ts';
import { iam04 } from './iam-04.ts';
import { iam04Account } from './iam-04-account.ts';
import { iam04BreakGlass } from './iam-04-break-glass.ts';
import { iam04Groups } from './iam-04-groups.ts';
import { iam05 } from './iam-05.ts';
import { iam06 } from './iam-06.ts';
import { iam06Collections } from './iam-06-collections.ts';
import { iam06Functions } from './iam-06-functions.ts';
import { iam06Grants } from './iam-06-grants.ts';
import { iam06Single } from './iam-06-single.ts';

/** Permissions: few, named, and for those whom they are meant for. */
export const iamRules: readonly Rule[] = [
  iam01,
  iam01Escalation,
  iam01Destruction,
  iam01Boundary,
  iam01Roles,
  iam01Items,
  iam01Interfaces,
  iam02,
  iam03,
  iam04,
  iam04Account,
  iam04BreakGlass,
  iam04Groups,
  iam05,
  iam06,
  iam06Functions,
  iam06Grants,
  iam06Collections,
  iam06Single,
];
