import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource } from '../../../cloudformation/model/types.ts';
import type { StorefrontContract, StorefrontPath } from '../../../contract/schema.ts';
import { sourcesOf } from '../../csp/content-security-policy.ts';
import type { Observation } from '../../observation.ts';
import { type CspHeader, type CspVerdict, cspHeaders, judgeCsp } from './csp-verdicts.ts';
import { declaredSources } from './declared-sources.ts';
import { policiesOnPaths } from './served-paths.ts';

/** Through these a page takes in code. */
const taking = ['script-src', 'script-src-elem', 'worker-src'];

/**
 * Judges which scripts run where shoppers pay, whichever behaviour answers there: those of the gateways, and of third parties those
 * alone that have a justification for it.
 */
export function justifiedScripts(distribution: Resource, model: Model): readonly Observation[] {
  const storefront = model.storefrontOf(distribution.template);
  if (!storefront) return [];
  const { contract } = storefront;
  return policiesOnPaths(distribution, contract.paths)
    .filter(({ policy, path }) => path.serves === 'payment' && cspHeaders(policy).length > 0)
    .flatMap(({ policy, path }) =>
      judgeCsp(policy, (header) =>
        scriptsOf(header, contract, path).map((verdict) => ({ ...verdict, judgedFor: path.pattern })),
      ),
    );
}

function scriptsOf(
  { policies }: CspHeader,
  contract: StorefrontContract,
  path: StorefrontPath,
): readonly CspVerdict[] {
  const declared = declaredSources(contract, path);
  // Gateways that nobody knows are HDR-03's to find fault with.
  const allowed =
    typeof declared === 'string' ? new Set<string>() : (declared.get('script-src') ?? new Set());
  const found = policies.flatMap((policy) => taking.flatMap((name) => sourcesOf(policy, name) ?? []));
  // Keywords and nonces open a policy on any page, which is found there.
  const hosts = found.filter(({ kind }) => kind === 'host' || kind === 'scheme');
  const foreign = [...new Set(hosts.map(({ text }) => text))];
  const strangers = foreign.filter((source) => !allowed.has(source));
  if (strangers.length === 0) return [agrees(foreign, path)];
  return strangers.map((source) => ({
    status: 'fail',
    about: `${source} on ${path.pattern}`,
    says: `lets scripts of ${source} run on ${path.pattern}, where shoppers pay; no gateway of the shop and no script that is justified for payment pages needs it`,
    actual: source,
    expected: 'scripts of gateways and those with onPaymentPages',
  }));
}

function agrees(foreign: readonly string[], { pattern }: StorefrontPath): CspVerdict {
  const who = foreign.length === 0 ? 'the shop alone' : `the shop and ${foreign.join(' ')}`;
  const about = `scripts on ${pattern}`;
  return { status: 'pass', about, says: `runs scripts of ${who} on ${pattern}`, actual: who, expected: who };
}
