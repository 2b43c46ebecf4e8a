import currencies from '../../../lambda/gateways/currencies.json' with { type: 'json' };
import { type GatewayConfig, integrations, modes } from '../../../lambda/gateways/gateway-config.ts';
import {
  challengeRefusal,
  type GatewaySetting,
  gatewayNames,
  integrationRefusal,
  knownCurrencies,
  settingsOf,
  supportedIntegrations,
} from '../../../lambda/gateways/registry.ts';
import type { JsonSchema } from '../json-schema.ts';
import { gatewayShape } from '../schema/payments.ts';
import { when } from './conditions.ts';

const currenciesInUse = Object.values(currencies.digits).flatMap((codes) => codes.split(' '));

const common = Object.keys(gatewayShape);

/** What a row of a gateway has to be, by the gateway that it names. */
export function gatewayConditions(): readonly JsonSchema[] {
  return gatewayNames.flatMap((name) => [
    when(rowWith({ name }), ofGateway(name)),
    ...modes.flatMap((mode) => neededIn(name, mode)),
    ...supportedIntegrations(name).flatMap((integration) => challenges(name, integration)),
  ]);
}

/** A row that has these values. */
function rowWith(values: Readonly<Record<string, string>>): JsonSchema {
  const properties = Object.entries(values).map(([name, value]) => [name, { const: value }] as const);
  return { properties: Object.fromEntries(properties), required: Object.keys(values) };
}

function ofGateway(name: string): JsonSchema {
  const own = settingsOf(name);
  const refused = integrations.filter((each) => !supportedIntegrations(name).includes(each));
  return {
    properties: {
      integration: {
        enum: [...supportedIntegrations(name)],
        description: [
          `${name} takes ${supportedIntegrations(name).join(', ')}.`,
          ...refused.map((each) => `Not ${each}: ${integrationRefusal(name, each)}.`),
        ].join(' '),
      },
      currencies: { items: { enum: [...(knownCurrencies(name) ?? currenciesInUse)] }, uniqueItems: true },
      ...Object.fromEntries(own.map((setting) => [setting.name, ownSetting(setting)])),
    },
    required: own.filter(({ required }) => required === 'always').map((setting) => setting.name),
    propertyNames: { enum: [...common, ...own.map((setting) => setting.name)] },
  };
}

function ownSetting({ meaning, pattern, example }: GatewaySetting): JsonSchema {
  return { type: 'string', pattern, description: `${meaning}, such as ${example}` };
}

function neededIn(name: string, mode: GatewayConfig['mode']): readonly JsonSchema[] {
  const required = settingsOf(name)
    .filter((setting) => setting.required === mode)
    .map((setting) => setting.name);
  return required.length === 0 ? [] : [when(rowWith({ name, mode }), { required })];
}

/** Where a gateway never shows a challenge there is nothing to set; what is not set means redirect. */
function challenges(name: string, integration: GatewayConfig['integration']): readonly JsonSchema[] {
  const uses = rowWith({ name, integration });
  const refusal = (threeDSecure: GatewayConfig['threeDSecure']) =>
    challengeRefusal({ name, integration, threeDSecure });
  const inline = refusal('inline');
  const redirect = refusal('redirect');
  return [
    ...(inline === undefined
      ? []
      : [when(uses, { properties: { threeDSecure: { not: { const: 'inline' }, description: inline } } })]),
    ...(redirect === undefined
      ? []
      : [
          when(uses, {
            properties: { threeDSecure: { not: { const: 'redirect' }, description: redirect } },
            required: ['threeDSecure'],
          }),
        ]),
  ];
}
