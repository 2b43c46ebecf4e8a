import type { Construct } from 'constructs';
import { itemAccess, keyAccess } from '../common/access.ts';
import type { NodeFunction } from '../common/node-function.ts';
import { type FunctionParts, paymentFunction, shopUrl } from './payment-function.ts';

/** Takes what browsers report of blocked content, and keeps each thing once. */
export function cspReport(scope: Construct, parts: FunctionParts): NodeFunction {
  const { storefront, stores } = parts;
  return paymentFunction(scope, 'csp-report', parts, {
    environment: {
      REPORTS_TABLE: stores.reports.name,
      SHOP_URL: shopUrl(storefront),
      PATHS: JSON.stringify(storefront.profile.paths.map(({ pattern }) => pattern)),
    },
    access: [
      itemAccess(stores.reports, {
        actions: ['BatchGetItem', 'PutItem', 'UpdateItem'],
        leadingKeys: ['REPORT#*', 'DAY#*', 'OVERFLOW#*'],
      }),
      keyAccess(stores.reports, 'items'),
    ],
  });
}
