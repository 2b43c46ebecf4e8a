import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { AlarmTopic } from '../constructs/common/alarm-topic.ts';
import { JsonLayer } from '../constructs/common/json-layer.ts';
import { LogGroups } from '../constructs/common/log-groups.ts';
import { storesOf } from '../constructs/data/stores.ts';
import { cspReport } from '../constructs/payments/csp-report.ts';
import { orderWorker } from '../constructs/payments/order-worker.ts';
import { outbox } from '../constructs/payments/outbox.ts';
import { pageIntegrity } from '../constructs/payments/page-integrity.ts';
import { PaymentAlarms } from '../constructs/payments/payment-alarms.ts';
import { paymentCallback } from '../constructs/payments/payment-callback.ts';
import type { PaymentFunctionProps } from '../constructs/payments/payment-function.ts';
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
    const { storefront, site, role } = props;
    const { topic } = new AlarmTopic(this, 'Alarms', { storefront, stackRole: role });
    const logGroups = new LogGroups(this, 'Logs', { storefront, stackRole: role });
    const stores = storesOf(this, { storefront, data: getNeeded(props, DataStack).constructs });
    const shared: PaymentFunctionProps = { storefront, logGroups, stores };

    const catalogue = new JsonLayer(this, 'Catalogue', {
      file: 'catalogue.json',
      content: productsOf(site, storefront.environment.site.catalogue),
    });
    const authorised = scriptInventory(storefront.profile, site);
    const inventory = new JsonLayer(this, 'Inventory', { file: 'inventory.json', content: authorised });
    const functions = [
      paymentSession(this, 'PaymentSession', { ...shared, catalogue }),
      paymentCallback(this, 'PaymentCallback', shared),
      outbox(this, 'Outbox', shared),
      orderWorker(this, 'OrderWorker', shared),
      tokenRotation(this, 'TokenRotation', shared),
      cspReport(this, 'CspReport', shared),
      pageIntegrity(this, 'PageIntegrity', { storefront, logGroups, inventory, engine: authorised.engine }),
    ];
    new PaymentAlarms(this, 'FunctionAlarms', { functions, stores, topic });
  }
}
