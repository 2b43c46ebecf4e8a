import { stringify } from 'yaml';
import type { GatewayConfig, Mode } from '../../lambda/gateways/gateway-config.ts';
import { settingsOf } from '../../lambda/gateways/registry.ts';
import type { Answers } from './answers.ts';
import { gatewayConfigOf } from './gateway-choice.ts';

/** The text of the storefront file, in which a comment explains each setting. */
export function storefrontText(answers: Answers): string {
  const { shop, security, operations, visa, mastercard } = answers;
  return `# yaml-language-server: $schema=./node_modules/palisade-kit-cdk/storefront.schema.json
#
# Everything that Palisade knows about this shop. node_modules/palisade-kit/docs/configuration.md explains each setting and names those
# that are not here; an editor that reads the schema above explains them, too. There are no secrets in this file, and no place for any:
# \`npx --no-install palisade secret stage GATEWAY\` puts the keys of the gateways into AWS Secrets Manager.

# The version of this format.
version: 1

# The name of every stack and resource begins with it, so it cannot be changed after the first deployment.
shop: ${scalar(shop)}

# A merchant sells for itself, a service provider takes payments for others.
role: merchant

# Two addresses, because whoever asks for an exception must not be the one who approves it.
contacts:
  security: ${scalar(security)}
  operations: ${scalar(operations)}

# Palisade recommends a few exceptions for resources of its own. The report names each; none counts as approved until somebody of the shop
# confirms it here: { decision: every-country, by: "Jane Roe, head of security", on: "2026-11-23" }.
confirmations: []

# Card transactions in twelve months, online and over all channels. Each card brand derives the shop's PCI DSS level from its own counts,
# so write those that your acquirer tells you.
yearlyTransactions:
  visa: { ecommerce: ${visa}, total: ${visa} }
  mastercard: { ecommerce: ${mastercard}, total: ${mastercard} }

# Scripts of third parties, besides those of the gateways. Whatever is not listed is blocked by the content security policy.
scripts: []

environments:
${production(answers)}
${staging(answers)}`;
}

function production(answers: Answers): string {
  const { account, region, domain } = answers;
  return `  # Where shoppers pay with real money.
  prod:
    purpose: production
    # The AWS account, in quotes, since YAML would take it for a number. \`cdk deploy\` refuses credentials of any other account.
    account: ${scalar(account)}
    # The AWS region of all that does not live at the edge.
    region: ${scalar(region)}
    # The public name of the shop.
    domain: ${scalar(domain)}
    # The Route 53 zone of the name. Without an id the shop makes a zone of its own, and the parent zone has to lead to it; where the
    # zone exists and serves more than the shop, write its name and id, and only the shop's records are added to it.
    zone:
      name: ${scalar(domain)}
    # A folder of static pages, relative to this file; its catalogue.json says what is sold, and at which prices.
    site:
      path: site
      cart: /cart/
    # How shoppers pay. The content security policy, the callbacks, the secrets and the PCI DSS assessment follow from it. The integration
    # is redirect (the gateway's own page), iframe (that page in a frame) or fields (the gateway's card fields in the shop's page).
    payments:
      gateways:
${gatewayRows(answers, 'live')}
    # What sends mail from the domain: nothing, so that no other server can in its name.
    mail: none
    # Tags of every resource.
    tags:
      team: shop
`;
}

function staging(answers: Answers): string {
  const { stagingAccount, region, domain } = answers;
  return `  # A second copy to try things in: the gateways' test mode, no shopper, and an account without real money.
  staging:
    purpose: non-production
    account: ${scalar(stagingAccount)}
    region: ${scalar(region)}
    domain: ${scalar(`staging.${domain}`)}
    zone:
      name: ${scalar(`staging.${domain}`)}
    site:
      path: site
      cart: /cart/
    payments:
      gateways:
${gatewayRows(answers, 'test')}
    mail: none
    tags:
      team: shop
`;
}

function gatewayRows({ gateways, currencies }: Answers, mode: Mode): string {
  return gateways
    .map((choice) => gatewayConfigOf(choice, mode, currencies))
    .flatMap(rowOf)
    .map((line) => `        ${line}`)
    .join('\n');
}

function rowOf(config: GatewayConfig): readonly string[] {
  const { name, mode, integration, threeDSecure, currencies, settings } = config;
  const meanings = new Map(settingsOf(name).map((setting) => [setting.name, setting.meaning]));
  return [
    `- name: ${scalar(name)}`,
    `  mode: ${mode}`,
    `  integration: ${integration}`,
    ...(threeDSecure === 'inline'
      ? ['  threeDSecure: inline # in a frame of the checkout, as this gateway asks for']
      : []),
    ...(currencies
      ? [`  currencies: [${currencies.join(', ')}] # the one that your account there takes`]
      : []),
    ...Object.entries(settings).map(([key, value]) => `  ${key}: ${scalar(value)} # ${meanings.get(key)}`),
  ];
}

/** A text as YAML writes it, in quotes where it would be read as something else. */
function scalar(text: string): string {
  return stringify(text, { lineWidth: 0 }).trimEnd();
}
