import { App } from 'aws-cdk-lib';
import type { GatewayConfig } from '../../../../lambda/gateways/gateway-config.ts';
import { readInput } from '../../../../lib/cloudformation/input/read-input.ts';
import { Model } from '../../../../lib/cloudformation/model/model.ts';
import { kitDecisions } from '../../../../lib/contract/kit-decisions.ts';
import { evaluate } from '../../../../lib/policy/evaluate.ts';
import type { Finding } from '../../../../lib/policy/finding.ts';
import { rules } from '../../../../lib/policy/rules/index.ts';
import { addStorefront } from '../../../../lib/storefront.ts';
import { paymentsBy } from '../../../support/gateways.ts';
import { exampleWith } from '../../../support/synth.ts';

/** What the policy says about the edge of a shop with these gateways. */
export function findingsWith(gateways: readonly GatewayConfig[]): readonly Finding[] {
  // The browser that looks at such pages is large, and of no concern here.
  const app = new App({ context: { 'aws:cdk:disable-asset-staging': true } });
  addStorefront(app, { config: exampleWith({ payments: paymentsBy(gateways) }), environment: 'prod' });
  return evaluate(new Model(readInput(app.synth().directory)), rules, {
    asOf: kitDecisions['gateway-source'].decidedOn,
  });
}
