import type { Rule } from '../../rule.ts';
import { net01 } from './net-01.ts';
import { net02 } from './net-02.ts';
import { net02Endpoints } from './net-02-endpoints.ts';
import { net02Gateways } from './net-02-gateways.ts';
import { net02Names } from './net-02-names.ts';
import { net02Resolvers } from './net-02-resolvers.ts';
import { net03 } from './net-03.ts';
import { net04 } from './net-04.ts';
import { net05 } from './net-05.ts';
import { net06 } from './net-06.ts';
import { net06Routes } from './net-06-routes.ts';
import { net06Targets } from './net-06-targets.ts';
import { net07 } from './net-07.ts';
import { net08 } from './net-08.ts';
import { net09 } from './net-09.ts';

/** Networks: closed by default, with a reason for each opening, and a log of what passed. */
export const netRules: readonly Rule[] = [
  net01,
  net02,
  net02Names,
  net02Endpoints,
  net02Gateways,
  net02Resolvers,
  net03,
  net04,
  net05,
  net06,
  net06Routes,
  net06Targets,
  net07,
  net08,
  net09,
];
