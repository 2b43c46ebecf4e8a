import type { CspSources, GatewayConfig } from '../../../../lambda/gateways/gateway-config.ts';
import { pageSources } from '../../../../lambda/gateways/registry.ts';
import { externalSources, scriptSources } from '../../../contract/content-security-policy.ts';
import { scriptsOn } from '../../../contract/paths.ts';
import type { StorefrontContract, StorefrontPath } from '../../../contract/schema.ts';
import { memoized } from '../../../memoized.ts';
import { parseSource } from '../../csp/source.ts';

/** The sources that a path is meant to reach outside the shop, in comparable form, by directive. */
export type DeclaredSources = ReadonlyMap<string, ReadonlySet<string>>;

/** What the storefront declares for a path, or why that cannot be told. */
export function declaredSources(
  contract: StorefrontContract,
  path: StorefrontPath,
): DeclaredSources | string {
  const sources = orReason(() => externalSources(contract, path));
  if (typeof sources === 'string') return sources;
  return new Map(
    Object.entries(sources).map(([directive, texts]) => [
      directive,
      new Set(texts.map((text) => parseSource(text).text)),
    ]),
  );
}

/** Who needs a source on a path, as a phrase; nothing where nobody declared it. */
export function whoNeeds(
  contract: StorefrontContract,
  path: StorefrontPath,
  { directive, source }: { readonly directive: string; readonly source: string },
): string | undefined {
  const asks = (gateway: GatewayConfig) => {
    const sources = orReason(() => pageSources(gateway));
    return (
      typeof sources !== 'string' && sources[directive]?.some((text) => parseSource(text).text === source)
    );
  };
  const gateways = path.serves === 'payment' ? contract.payments.gateways.filter(asks) : [];
  const scripts = scriptsOn(contract.payments.scripts, path).filter((script) =>
    scriptSources(script)[directive]?.some((text) => parseSource(text).text === source),
  );
  const names = [
    ...gateways.map(({ name, integration }) => `${name} (${integration})`),
    ...scripts.map(({ owner }) => `a script of ${owner}`),
  ];
  return names.length === 0 ? undefined : names.join(' and ');
}

// A template may declare anything; what the gateway registry does not offer it refuses with an error.
function orReason(read: () => CspSources): CspSources | string {
  try {
    return read();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

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
