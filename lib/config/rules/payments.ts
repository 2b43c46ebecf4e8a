import { gatewayOf } from '../../../lambda/gateways/index.ts';
import { gatewayNames } from '../../../lambda/gateways/registry.ts';
import { checkNames } from '../../../lambda/shared/orders/check-policy.ts';
import { listed, mistake, quoted } from '../mistake.ts';
import type { EnvironmentRule, GatewayRule } from './rule.ts';

/** Things may go wrong where nothing is sold, so no real money moves there. */
export const noLiveModeOutsideProduction: GatewayRule = ({ mode }, { purpose }, path) =>
  mode === 'live' && purpose === 'non-production'
    ? [mistake([...path, 'mode'], '"live" in a non-production environment', 'write test')]
    : [];

/** Orders would be delivered that nobody has paid for. */
export const noTestModeInProduction: GatewayRule = ({ mode }, { purpose }, path) =>
  mode === 'test' && purpose === 'production'
    ? [mistake([...path, 'mode'], '"test" in a production environment', 'write live')]
    : [];

/** Whoever takes card numbers on a server has to know what that asks of them. */
export const serverNeedsSaqD: GatewayRule = ({ integration }, { payments = {} }, path) => {
  if (integration !== 'server' || 'saqD' in payments) return [];
  const remedy = 'write payments.saqD with acceptedBy, date and reason, or another integration';
  return [mistake([...path, 'integration'], '"server" without an accepted SAQ D', remedy)];
};

/** An acceptance that nothing needs would be evidence of something that is not so. */
export const saqDIsUsed: EnvironmentRule = ({ payments = {} }, path) => {
  const integrations = payments.gateways?.map((gateway) => gateway?.integration) ?? [undefined];
  const used = integrations.some((integration) => integration === 'server' || integration === undefined);
  if (!payments.saqD || used) return [];
  return [mistake([...path, 'payments', 'saqD'], 'an acceptance that no gateway needs', 'remove it')];
};

/** Callbacks and secrets are kept by gateway, so a second row would share those of the first. */
export const gatewaysOnce: EnvironmentRule = ({ payments }, path) => {
  const names = payments?.gateways?.map((gateway) => gateway?.name) ?? [];
  return names.flatMap((name, index) =>
    name && names.indexOf(name) < index
      ? [
          mistake(
            [...path, 'payments', 'gateways', index, 'name'],
            `${quoted(name)} a second time`,
            'remove one of the two rows',
          ),
        ]
      : [],
  );
};

/** What a gateway never passes on can never be confirmed: every order of it would wait for a person. */
export const checksAreReported: EnvironmentRule = ({ payments }, path) => {
  const names = payments?.gateways?.flatMap((gateway) => gateway?.name ?? []) ?? [];
  const known = [...new Set(names)].filter((name) => gatewayNames.includes(name));
  return checkNames.flatMap((check) => {
    if (payments?.checks?.[check] !== 'unconfirmed') return [];
    const silent = known.filter((name) => !gatewayOf(name).checks.includes(check));
    if (silent.length === 0) return [];
    const found = `"unconfirmed" with ${listed(silent, 'and')}, which never ${silent.length === 1 ? 'tells' : 'tell'} what the issuer said to it`;
    return [mistake([...path, 'payments', 'checks', check], found, 'write mismatch')];
  });
};
