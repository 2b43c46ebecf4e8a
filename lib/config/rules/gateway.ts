import { isCurrency } from '../../../lambda/gateways/currencies.ts';
import {
  challengeRefusal,
  type GatewaySetting,
  gatewayNames,
  integrationRefusal,
  knownCurrencies,
  refusalOf,
  settingsOf,
  supportedIntegrations,
  titleOf,
} from '../../../lambda/gateways/registry.ts';
import { nearest } from '../../nearest.ts';
import { listed, mistake, quoted, unknownSetting } from '../mistake.ts';
import { gatewayShape } from '../schema/payments.ts';
import type { GatewayRule } from './rule.ts';

const commonSettings = Object.keys(gatewayShape);

/** A gateway has to be in the gateway registry; some are known there, and refused for a reason. */
export const registeredGateway: GatewayRule = ({ name }, _, path) => {
  if (!name || gatewayNames.includes(name)) return [];
  const place = [...path, 'name'];
  const refusal = refusalOf(name);
  if (refusal) return [mistake(place, quoted(name), `but ${refusal}`)];
  const meant = nearest(name, gatewayNames) ?? listed(gatewayNames, 'or');
  return [mistake(place, quoted(name), `write ${meant}`)];
};

/** What a gateway cannot do safely is refused in the gateway registry's words. */
export const supportedIntegration: GatewayRule = ({ name, integration }, _, path) => {
  if (!name || !integration || !gatewayNames.includes(name)) return [];
  if (supportedIntegrations(name).includes(integration)) return [];
  const remedy = `but ${integrationRefusal(name, integration)}`;
  return [mistake([...path, 'integration'], quoted(integration), remedy)];
};

/** A challenge that a gateway never shows there would be a setting that means nothing. */
export const supportedChallenge: GatewayRule = (gateway, _, path) => {
  const { name, integration, threeDSecure = 'redirect' } = gateway;
  if (!name || !integration || !gatewayNames.includes(name)) return [];
  if (!supportedIntegrations(name).includes(integration)) return [];
  const refusal = challengeRefusal({ name, integration, threeDSecure });
  if (refusal === undefined) return [];
  const found = gateway.threeDSecure === undefined ? 'nothing, which means redirect' : quoted(threeDSecure);
  return [mistake([...path, 'threeDSecure'], found, `but ${refusal}`)];
};

/** Money in a currency that the gateway does not take, or that there is not, would be refused order by order. */
export const gatewayTakesCurrencies: GatewayRule = ({ name, currencies = [] }, _, path) => {
  if (!name || !gatewayNames.includes(name)) return [];
  const known = knownCurrencies(name);
  return currencies.flatMap((code, index) => {
    const place = [...path, 'currencies', index];
    if (code === undefined) return [];
    if (!isCurrency(code))
      return [
        mistake(place, quoted(code), 'write the ISO 4217 code of a currency that is in use, such as EUR'),
      ];
    if (currencies.indexOf(code) < index)
      return [mistake(place, `${quoted(code)} again`, 'name each currency once')];
    if (known && !known.includes(code))
      return [mistake(place, quoted(code), `write what ${titleOf(name)} takes: ${listed(known, 'or')}`)];
    return [];
  });
};

/** A gateway takes no settings but its own. */
export const gatewaySettingsKnown: GatewayRule = (gateway, _, path) => {
  const own = ownSettings(gateway.name);
  if (!own) return [];
  const known = [...commonSettings, ...own.map(({ name }) => name)];
  return Object.keys(gateway)
    .filter((key) => !known.includes(key))
    .map((key) => unknownSetting([...path, key], known));
};

/** A gateway's hosts are known only with the settings that its registry entry asks for in this mode. */
export const gatewaySettingsGiven: GatewayRule = (gateway, _, path) =>
  (ownSettings(gateway.name) ?? [])
    .filter(({ required }) => required === 'always' || required === gateway.mode)
    .filter(({ name }) => !(name in gateway))
    .map((setting) => mistake([...path, setting.name], 'nothing', `write ${wanted(setting)}`));

/** A gateway's settings become parts of host names, so their form is held to the gateway registry's. */
export const gatewaySettingsWellFormed: GatewayRule = (gateway, _, path) =>
  (ownSettings(gateway.name) ?? []).flatMap((setting) => {
    const { name, pattern } = setting;
    const value: unknown = gateway[name];
    if (!(name in gateway) || (typeof value === 'string' && new RegExp(pattern).test(value))) return [];
    return [mistake([...path, name], shown(value), `write ${wanted(setting)}`)];
  });

function ownSettings(name: string | undefined): readonly GatewaySetting[] | undefined {
  return name && gatewayNames.includes(name) ? settingsOf(name) : undefined;
}

function wanted({ meaning, example }: GatewaySetting): string {
  return `a value such as "${example}" (${meaning})`;
}

function shown(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'boolean') return `${value} without quotes`;
  return typeof value === 'string' ? quoted(value) : 'a value that is not text';
}
