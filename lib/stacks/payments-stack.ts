import { CfnOutput, Fn, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { JsonLayer } from '../constructs/common/json-layer.ts';
import { LogGroups } from '../constructs/common/log-groups.ts';
import { SavedQueries } from '../constructs/common/saved-queries.ts';
import { ordersStreamOutput } from '../constructs/data/orders-table.ts';
import { storesOf, tableNamed } from '../constructs/data/stores.ts';
import { newestGeneration } from '../constructs/ingress/generations.ts';
import { Ingress } from '../constructs/ingress/ingress.ts';
import { cspReport } from '../constructs/payments/csp-report.ts';
import { orderChanges } from '../constructs/payments/order-changes.ts';
import { orderWorker } from '../constructs/payments/order-worker.ts';
import { outbox } from '../constructs/payments/outbox.ts';
import { pageIntegrity } from '../constructs/payments/page-integrity.ts';
import { PaymentAlarms } from '../constructs/payments/payment-alarms.ts';
import { paymentCallback } from '../constructs/payments/payment-callback.ts';
import type { PaymentFunctionProps } from '../constructs/payments/payment-function.ts';
import { paymentSession } from '../constructs/payments/payment-session.ts';
import { reconciliation } from '../constructs/payments/reconciliation.ts';
import { type CustomersAccess, shopperOrders } from '../constructs/payments/shopper-orders.ts';
import { tokenRotation } from '../constructs/payments/token-rotation.ts';
import { storeRoles } from '../contract/names.ts';
import { catalogueOf } from '../site/catalogue.ts';
import { scriptInventory } from '../site/script-inventory.ts';
import { shopTexts } from '../site/shop-texts.ts';
import { CustomersStack, userPoolOutputs } from './customers-stack.ts';
import { DataStack } from './data-stack.ts';
import { NetworkStack } from './network-stack.ts';
import { findNeeded, getNeeded, prepareStack, type StorefrontStackProps } from './prepare-stack.ts';
import { zoneOf } from './zone-of.ts';

/** The output that holds the ARN of the load balancer; a replaced one gets another name, so that readers notice. */
export const loadBalancerOutput = outputOf(newestGeneration);

function outputOf(generation: number): string {
  return `LoadBalancerArn${generation}`;
}

/** The functions that take payments and watch over them, in the region of the shop. */
export class PaymentsStack extends Stack {
  constructor(scope: Construct, id: string, props: StorefrontStackProps) {
    super(scope, id, props);
    prepareStack(this, props);
    const { storefront, site, role } = props;
    const logGroups = new LogGroups(this, 'Logs', { owner: storefront, stackRole: role });
    const data = getNeeded(props, DataStack);
    const stores = storesOf(this, {
      storefront,
      data: data.constructs,
      ordersStreamArn: Fn.getStackOutput(data.stackName, ordersStreamOutput(storefront), data.region),
    });
    const networkStack = getNeeded(props, NetworkStack);
    const { functionNetwork: network } = networkStack;
    const shared: PaymentFunctionProps = { storefront, logGroups, stores, ...(network && { network }) };

    const { site: siteConfig, payments } = storefront.environment;
    const { text } = catalogueOf(site, siteConfig.catalogue, payments.gateways);
    const catalogue = new JsonLayer(this, 'Catalogue', { file: 'catalogue.json', content: JSON.parse(text) });
    const texts = textsOf(this, siteConfig.texts);
    const authorised = scriptInventory(storefront.profile, site);
    const inventory = new JsonLayer(this, 'Inventory', { file: 'inventory.json', content: authorised });
    const customers = customersOf(this, props);
    const signedIn = { ...shared, ...(customers && { customers }), ...(texts && { texts }) };
    const routed = {
      'payment-session': paymentSession(this, 'PaymentSession', { ...signedIn, catalogue }),
      'payment-callback': paymentCallback(this, 'PaymentCallback', shared),
      'csp-report': cspReport(this, 'CspReport', shared),
      'shopper-orders': shopperOrders(this, 'ShopperOrders', signedIn),
    };
    const functions = [
      ...Object.values(routed),
      outbox(this, 'Outbox', shared),
      orderWorker(this, 'OrderWorker', shared),
      orderChanges(this, 'OrderChanges', shared),
      reconciliation(this, 'Reconciliation', shared),
      tokenRotation(this, 'TokenRotation', shared),
      pageIntegrity(this, 'PageIntegrity', { storefront, logGroups, inventory, engine: authorised.engine }),
    ];
    const ingress = new Ingress(this, 'Ingress', {
      storefront,
      zone: zoneOf(this, props),
      subnetIds: networkStack.network.ingressSubnetIds,
      securityGroupId: networkStack.groups.ingressId,
      functions: routed,
    });
    for (const [generation, value] of ingress.loadBalancerArns) {
      new CfnOutput(this, outputOf(generation), {
        value,
        description: 'Load balancer behind which the functions stand',
      });
    }
    new SavedQueries(this, 'Queries', {
      owner: storefront,
      about: 'functions',
      logGroups: functions.map(({ logGroup }) => logGroup),
    });
    new PaymentAlarms(this, 'FunctionAlarms', { storefront, functions, stores });
  }
}

/** The shop's own texts; nothing where it has none. */
function textsOf(scope: Construct, folder: string | undefined): JsonLayer | undefined {
  return folder === undefined
    ? undefined
    : new JsonLayer(scope, 'Texts', { file: 'texts.json', content: shopTexts(folder) });
}

/** What customers sign in by; nothing where the shop has no accounts. */
function customersOf(scope: Construct, props: StorefrontStackProps): CustomersAccess | undefined {
  const stack = findNeeded(props, CustomersStack);
  const { customers } = props.storefront.environment;
  if (!stack || !customers) return undefined;
  const output = (name: string) => Fn.getStackOutput(stack.stackName, name, stack.region);
  return {
    poolId: output(userPoolOutputs.pool),
    clientId: output(userPoolOutputs.client),
    sessions: tableNamed(scope, props.storefront, { role: storeRoles.sessions, key: stack.sessionsKey }),
    limits: { idleSeconds: customers.idleMinutes * 60, longestSeconds: customers.longestHours * 3600 },
  };
}
