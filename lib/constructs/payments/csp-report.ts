import type { Construct } from 'constructs';
import { NodeFunction } from '../common/node-function.ts';
import { itemAccess, keyAccess } from '../data/access.ts';
import { type PaymentFunctionProps, shopUrl } from './payment-function.ts';

/** Takes what browsers report of blocked content, and keeps each thing once. */
export function cspReport(
  scope: Construct,
  id: string,
  { storefront, logGroups, stores }: PaymentFunctionProps,
): NodeFunction {
  const { cspReports } = stores;
  return new NodeFunction(scope, id, {
    owner: storefront,
    logGroups,
    source: 'csp-report',
    environment: {
      CSP_REPORTS_TABLE: cspReports.name,
      SHOP_URL: shopUrl(storefront),
      PATHS: JSON.stringify(storefront.profile.paths.map(({ pattern }) => pattern)),
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
