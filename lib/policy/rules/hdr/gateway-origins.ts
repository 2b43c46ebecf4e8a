import type { StorefrontContract } from '../../../contract/schema.ts';
import { memoized } from '../../../memoized.ts';
import { parseSource } from '../../csp/source.ts';
import { declaredSources } from './declared-sources.ts';

/** The hosts that a payment page may reach, as sources of a content security policy. */
export const gatewayOrigins = memoized((contract: StorefrontContract): readonly string[] => {
  const declared = declaredSources(
    { ...contract, payments: { ...contract.payments, scripts: [] } },
    { pattern: '*', serves: 'payment', sensitive: true },
  );
  return typeof declared === 'string' ? [] : [...declared.values()].flatMap((sources) => [...sources]);
});

/** Whether an origin such as `https://js.example` is one that the source stands for. */
export function isCoveredBy(origin: string, source: string): boolean {
  const [inner, outer] = [parseSource(origin), parseSource(source)];
  if (inner.host === undefined || outer.host === undefined || inner.port !== outer.port) return false;
  return outer.host.startsWith('*.') ? inner.host.endsWith(outer.host.slice(1)) : inner.host === outer.host;
}
