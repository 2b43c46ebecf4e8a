import type { Construct } from 'constructs';
import { NodeFunction } from '../common/node-function.ts';
import { itemAccess, keyAccess } from '../data/access.ts';
import { type PaymentFunctionProps, reservedConcurrency, shopUrl } from './payment-function.ts';

/** Takes what browsers report of blocked content, and keeps each thing once. */
export function cspReport(
  scope: Construct,
  id: string,
  { storefront, logGroups, stores }: PaymentFunctionProps,
): NodeFunction {
  const { cspReports } = stores;
  const { paths } = storefront.profile;
  const patternsOf = (some: typeof paths) => JSON.stringify(some.map(({ pattern }) => pattern));
  return new NodeFunction(scope, id, {
    owner: storefront,
    logGroups,
    source: 'csp-report',
    reservedConcurrency: reservedConcurrency(storefront, 'csp-report'),
    environment: {
      CSP_REPORTS_TABLE: cspReports.name,
      SHOP_URL: shopUrl(storefront),
      PATHS: patternsOf(paths),
      PAYMENT_PATHS: patternsOf(paths.filter(({ serves }) => serves === 'payment')),
    },
    access: [
      itemAccess(cspReports, {
        actions: ['BatchGetItem', 'PutItem', 'UpdateItem'],
        leadingKeys: ['REPORT#*', 'DAY#*', 'OVERFLOW#*'],
      }),
      keyAccess(cspReports, 'items'),
    ],
  });
}
