import { mistake, quoted } from '../mistake.ts';
import type { EnvironmentRule, GatewayRule } from './rule.ts';

/** A rehearsal is where things may go wrong, so no real money moves there. */
export const noLiveModeInRehearsal: GatewayRule = ({ mode }, { purpose }, path) =>
  mode === 'live' && purpose === 'rehearsal'
    ? [mistake([...path, 'mode'], '"live" in a rehearsal environment', 'write test')]
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
