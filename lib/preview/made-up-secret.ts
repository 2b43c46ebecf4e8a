import type { Secret } from '../../lambda/gateways/gateway.ts';
import { gatewayOf } from '../../lambda/gateways/index.ts';

/** A secret with every member that a gateway knows, of which nothing is secret; another `version` makes another one. */
export function secretOf(name: string, version = 'a'): Secret {
  const fields = Object.entries(gatewayOf(name).secretFields);
  return Object.fromEntries(fields.map(([field, { pattern }]) => [field, valueFor(field, pattern, version)]));
}

function valueFor(field: string, pattern: string | undefined, version: string): string {
  const hexDigits = pattern?.match(/^\^\[0-9A-Fa-f\]\{(\d+)\}\$$/)?.[1];
  if (hexDigits) return version.padEnd(Number(hexDigits), '0');
  const prefix = { '^whsec_': 'whsec_', '^(?:live|test)_': 'live_', '^sk_': 'sk_' };
  const [, start = ''] = Object.entries(prefix).find(([each]) => pattern?.startsWith(each)) ?? [];
  return `${start}${field}_${version}`;
}
