import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { AlarmTopic } from '../constructs/common/alarm-topic.ts';
import { JsonLayer } from '../constructs/common/json-layer.ts';
import { LogGroups } from '../constructs/common/log-groups.ts';
import { storesOf } from '../constructs/common/stores.ts';
import { cspReport } from '../constructs/payments/csp-report.ts';
import { orderWorker } from '../constructs/payments/order-worker.ts';
import { outbox } from '../constructs/payments/outbox.ts';
import { pageIntegrity } from '../constructs/payments/page-integrity.ts';
import { PaymentAlarms } from '../constructs/payments/payment-alarms.ts';
import { paymentCallback } from '../constructs/payments/payment-callback.ts';
import type { FunctionParts } from '../constructs/payments/payment-function.ts';
import { paymentSession } from '../constructs/payments/payment-session.ts';
import { tokenRotation } from '../constructs/payments/token-rotation.ts';
import { productsOf } from '../site/catalogue.ts';
import { scriptInventory } from '../site/script-inventory.ts';
import { DataStack } from './data-stack.ts';
import { getNeeded, prepareStack, type StorefrontStackProps } from './prepare-stack.ts';

/** The functions that take payments and watch over them, in the region of the shop. */
export class PaymentsStack extends Stack {
  constructor(scope: Construct, id: string, props: StorefrontStackProps) {
    super(scope, id, props);
    prepareStack(this, props);
    const { storefront, site } = props;
    const { references } = getNeeded(props, DataStack);
    const { topic } = new AlarmTopic(this, 'Alarms', { storefront, role: 'payment-alarms' });
    const stores = storesOf(this, storefront, references);
    const logGroups = new LogGroups(this, 'Logs', { storefront, role: 'payment-logs' });
    const parts: FunctionParts = { storefront, logGroups, stores };

    const catalogue = new JsonLayer(this, 'Catalogue', {
      file: 'catalogue.json',
      content: productsOf(site, storefront.environment.site.catalogue),
    });
    const authorised = scriptInventory(storefront.profile, site);
    const inventory = new JsonLayer(this, 'Inventory', {
      file: 'inventory.json',
      content: authorised,
    });
    const functions = {
      'payment-session': paymentSession(this, parts, catalogue),
      'payment-callback': paymentCallback(this, parts),
      outbox: outbox(this, parts),
      'order-worker': orderWorker(this, parts),
      'token-rotation': tokenRotation(this, parts),
      'csp-report': cspReport(this, parts),
      ...pageIntegrity(this, parts, { inventory, engine: authorised.engine }),
    };
    new PaymentAlarms(this, 'FunctionAlarms', { functions, stores, topic });
  }
}
