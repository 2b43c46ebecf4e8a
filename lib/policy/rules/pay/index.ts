import type { Rule } from '../../rule.ts';
import { pay02 } from './pay-02.ts';
import { pay02Requests } from './pay-02-requests.ts';
import { pay03 } from './pay-03.ts';
import { pay09 } from './pay-09.ts';
import { pay12Edge } from './pay-12-edge.ts';
import { pay12Functions } from './pay-12-functions.ts';
import { pay12Queues } from './pay-12-queues.ts';
import { pay12Settings } from './pay-12-settings.ts';
import { pay12Sources } from './pay-12-sources.ts';
import { pay12Tables } from './pay-12-tables.ts';

/** Payments: what keeps card data out of everything that is not meant to hold any, and loses no payment on the way. */
export const payRules: readonly Rule[] = [
  pay02,
  pay02Requests,
  pay03,
  pay09,
  pay12Edge,
  pay12Functions,
  pay12Queues,
  pay12Settings,
  pay12Sources,
  pay12Tables,
];
