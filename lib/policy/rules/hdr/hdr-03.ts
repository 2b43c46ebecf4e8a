import { behaviours } from '../../../cloudformation/distributions.ts';
import { attachedPolicies } from '../../../cloudformation/headers-policies.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { covers } from '../../../contract/path-patterns.ts';
import { defaultPath } from '../../../contract/paths.ts';
import type { StorefrontContract, StorefrontPath } from '../../../contract/schema.ts';
import { distinct, expectItem, flawsOf } from '../../choices.ts';
import { observeLiteral } from '../../expect.ts';
import { notApplicable, type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { expectAttached } from './attached-policies.ts';
import { compareSources } from './compare-sources.ts';
import { judgeCsp } from './csp-verdicts.ts';
import { declaredSources } from './declared-sources.ts';

/** Pages talk to the declared gateways and the authorized scripts, and to nobody else. */
export const hdr03: Rule = {
  id: 'HDR-03',
  title:
    'The content security policy of each path allows the declared gateways and scripts, no more and no less',
  severity: 'high',
  types: ['AWS::CloudFront::Distribution'],
  required: { type: 'AWS::CloudFront::Distribution', stack: 'edge' },
  why: 'Every host that a payment page may reach can receive card data; a host that is missing stops the payment.',
  fix: 'Give each path a headers policy whose sources are those of payments.gateways and scripts of the shop file; a source that only works with a wildcard or inline code is accepted by name.',
  controls: ['HDR-03'],
  since: '0.1.0',
  stage: 'enforced',
  check: (distribution, model) => {
    const storefront = model.storefrontOf(distribution.template);
    if (!storefront) {
      return [notApplicable(distribution, 'the template does not say which gateways its pages use')];
    }
    const { contract } = storefront;
    return [
      ...contract.paths.flatMap((path) => declaredPath(distribution, contract, path)),
      ...behaviours(distribution).flatMap((behaviour) => undeclaredPath(behaviour, contract)),
    ];
  },
};

const config = 'DistributionConfig';
const header = 'the content security policy of its path';

function declaredPath(
  distribution: Resource,
  contract: StorefrontContract,
  path: StorefrontPath,
): readonly Observation[] {
  if (rooted(path.pattern) === defaultPath) {
    return sourcesOn(distribution.property(`${config}.DefaultCacheBehavior`), contract, path);
  }
  const found = expectItem(distribution.property(`${config}.CacheBehaviors`), {
    expected: `a behaviour for ${path.pattern}`,
    identify: (behaviour) => [expectPattern(behaviour, path.pattern)],
    judge: (behaviour) => sourcesOn(behaviour, contract, path),
  });
  const flaws = rivals(distribution, path).flatMap((rival) => flawsOf(sourcesOn(rival, contract, path)));
  return distinct([...flaws, ...found]).map((seen) =>
    seen.about === undefined ? seen.with({ about: path.pattern }) : seen,
  );
}

/** What may answer in place of the behaviour for a path: another one for it, or a wider one before it. */
function rivals(distribution: Resource, { pattern }: StorefrontPath): readonly Value[] {
  const all = distribution.property(`${config}.CacheBehaviors`).items();
  const own = all.filter((behaviour) => expectPattern(behaviour, pattern).status === 'pass');
  const [first] = own;
  const before = first ? all.slice(0, all.indexOf(first)) : [];
  return [...(own.length > 1 ? own : []), ...before.filter(isWider(pattern))];
}

function isWider(pattern: string): (behaviour: Value) => boolean {
  return (behaviour) => {
    const { literal } = behaviour.at('PathPattern');
    return typeof literal === 'string' && covers(rooted(literal), rooted(pattern));
  };
}

function expectPattern(behaviour: Value, pattern: string): Observation {
  return observeLiteral(
    behaviour.at('PathPattern'),
    { expected: pattern },
    (literal) => typeof literal === 'string' && rooted(literal) === rooted(pattern),
  );
}

/** CloudFront reads `checkout/*` as `/checkout/*`, and `/*` matches what `*` does. */
function rooted(pattern: string): string {
  const absolute = pattern.startsWith('/') || pattern === defaultPath ? pattern : `/${pattern}`;
  return absolute === '/*' ? defaultPath : absolute;
}

/** A behaviour that the storefront does not declare takes pages from the path that covers it. */
function undeclaredPath(behaviour: Value, contract: StorefrontContract): readonly Observation[] {
  const value = behaviour.at('PathPattern').withDefault(defaultPath);
  const pattern = typeof value.literal === 'string' ? rooted(value.literal) : undefined;
  if (pattern === undefined) {
    return [observation('unknown', value, { expected: 'a path pattern that is written out' })];
  }
  if (contract.paths.some((path) => rooted(path.pattern) === pattern)) return [];
  const outer = contract.paths.find((path) => covers(rooted(path.pattern), pattern));
  const path: StorefrontPath = { serves: 'pages', sensitive: false, ...outer, pattern };
  return [
    ...expectAttached(behaviour, header),
    ...flawsOf(comparisons(behaviour, { contract, path, isWhole: false })),
  ];
}

interface Compared {
  readonly contract: StorefrontContract;
  readonly path: StorefrontPath;
  readonly isWhole: boolean;
}

function comparisons(behaviour: Value, { contract, path, isWhole }: Compared): readonly Observation[] {
  const declared = declaredSources(contract, path);
  if (typeof declared !== 'string') {
    return attachedPolicies(behaviour).flatMap((policy) =>
      judgeCsp(policy, (header) =>
        compareSources(header, { contract, path, declared, isWhole }).map((verdict) => ({
          ...verdict,
          judgedFor: path.pattern,
        })),
      ),
    );
  }
  const id = behaviour.at('ResponseHeadersPolicyId');
  const says = `cannot be compared on ${path.pattern}: ${declared}`;
  return [observation('fail', id, { expected: 'gateways that the gateway registry offers' }).with({ says })];
}

function sourcesOn(
  behaviour: Value,
  contract: StorefrontContract,
  path: StorefrontPath,
): readonly Observation[] {
  return [...expectAttached(behaviour, header), ...comparisons(behaviour, { contract, path, isWhole: true })];
}
