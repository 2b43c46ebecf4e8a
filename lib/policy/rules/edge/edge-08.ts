import { attachedPolicies, customHeaders } from '../../../cloudformation/headers-policies.ts';
import { own } from '../../../cloudformation/model/json.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { referenced } from '../../../cloudformation/references.ts';
import { textIs } from '../../../cloudformation/texts.ts';
import { mayMatchSame } from '../../../contract/path-patterns.ts';
import { defaultPath } from '../../../contract/paths.ts';
import type { StorefrontPath } from '../../../contract/schema.ts';
import { distinct, flawsOf } from '../../choices.ts';
import { expectNumber, expectOneOf, expectReference } from '../../expect.ts';
import { missing, notApplicable, type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import { verdictAt } from '../../statements/allowed.ts';
import { expectPolicyThat } from '../hdr/attached-policies.ts';
import { expectCustomHeader } from '../hdr/response-headers.ts';
import cacheFacts from './cache-headers.json' with { type: 'json' };
import policies from './cache-policies.json' with { type: 'json' };

const cacheHeaders: Readonly<Record<string, string>> = cacheFacts.headers;

/** What belongs to one shopper, on the paths that the shop calls sensitive. */
export const edge08: Rule = {
  id: 'EDGE-08',
  title: 'Responses on sensitive paths are cached neither at the edge nor by browsers',
  severity: 'high',
  types: ['AWS::CloudFront::Distribution'],
  why: 'A shared cache that keeps an account or order page hands one shopper the data of another.',
  fix: 'Give each sensitive path a behaviour with its exact pattern and the managed cache policy CachingDisabled, before any pattern that takes in the same paths, and a headers policy that sets Cache-Control to no-store.',
  controls: ['EDGE-08'],
  since: '0.1.0',
  stage: 'enforced',
  check: uncached,
};

function uncached(distribution: Resource, model: Model): readonly Observation[] {
  const paths = model.storefrontOf(distribution.template)?.contract.paths ?? [];
  const sensitive = paths.filter((path) => path.sensitive);
  if (sensitive.length === 0) return [notApplicable(distribution, 'no sensitive path is declared')];
  // Several paths share one headers policy.
  return distinct(sensitive.flatMap((path) => servedUncached(distribution, path)));
}

function servedUncached(distribution: Resource, { pattern }: StorefrontPath): readonly Observation[] {
  const config = distribution.property('DistributionConfig');
  if (pattern === defaultPath) {
    const behaviour = config.at('DefaultCacheBehavior');
    return [...neverCaches(behaviour), ...neverKept(behaviour)];
  }
  // A behaviour that only one case of the list holds serves nothing in the others.
  const lists = config.at('CacheBehaviors').each();
  return distinct(lists.flatMap((list) => servedIn(list, pattern)));
}

function servedIn(list: Value, pattern: string): readonly Observation[] {
  const others = list.isDecidedList ? list.items() : [list];
  const position = others.findIndex((behaviour) => isFor(behaviour, pattern) !== false);
  const behaviour = others[position];
  if (!behaviour) {
    return [missing(list.resource, list, `a behaviour for ${pattern}`).with({ about: pattern })];
  }
  const status = isFor(behaviour, pattern) && !behaviour.isOptional ? 'pass' : 'unknown';
  const earlier = others.slice(0, position).filter((other) => mayTake(other, pattern));
  return [
    observation(status, behaviour.at('PathPattern'), { expected: pattern }),
    ...neverCaches(behaviour),
    ...neverKept(behaviour),
    // CloudFront takes the first pattern that matches, so an earlier one may take sensitive paths away.
    ...earlier.flatMap((other) => flawsOf(neverCaches(other))),
  ];
}

function isFor(behaviour: Value, pattern: string): boolean | undefined {
  return textIs(behaviour.at('PathPattern'), (text) => text === pattern);
}

function mayTake(behaviour: Value, pattern: string): boolean {
  return textIs(behaviour.at('PathPattern'), (text) => mayMatchSame(text, pattern)) !== false;
}

/** Judges that a behaviour keeps nothing, and that no header of its policy asks caches to. */
function neverCaches(behaviour: Value): readonly Observation[] {
  return [
    ...keepsNothing(behaviour),
    ...attachedPolicies(behaviour).flatMap((policy) => flawsOf(toldToCaches(policy))),
  ];
}

/** Either by the managed policy for that, or by one with a MaxTTL of 0. */
function keepsNothing(behaviour: Value): readonly Observation[] {
  const id = behaviour.at('CachePolicyId');
  const policy = referenced(id);
  if (policy?.type !== 'AWS::CloudFront::CachePolicy') return [expectOneOf(id, [policies.cachingDisabled])];
  const times = ['MinTTL', 'DefaultTTL'].map((name) => policy.property(`CachePolicyConfig.${name}`));
  return [
    expectReference(id, policy),
    expectNumber(policy.property('CachePolicyConfig.MaxTTL'), { max: 0 }),
    ...flawsOf(times.filter(({ isAbsent }) => !isAbsent).map((time) => expectNumber(time, { max: 0 }))),
  ];
}

/** What a headers policy says to the caches of browsers and of others. */
function toldToCaches(policy: Resource): readonly Observation[] {
  return customHeaders(policy)
    .items()
    .flatMap((item) => {
      const pattern = own(cacheHeaders, String(item.at('Header').literal).toLowerCase());
      if (pattern === undefined) return [];
      const value = item.at('Value');
      const verdict = textIs(value, (text) => new RegExp(pattern, 'i').test(text));
      return [verdictAt(verdict, value, { expected: 'a value by which no cache keeps the answer' })];
    });
}

/** Judges that browsers are told to keep nothing either: who shares a machine pages back to what the last shopper saw. */
function neverKept(behaviour: Value): readonly Observation[] {
  return [
    ...expectPolicyThat('sets Cache-Control to no-store', behaviour),
    // What it says is judged with the other headers for caches.
    ...attachedPolicies(behaviour).flatMap((policy) => expectCustomHeader(policy, 'Cache-Control', () => [])),
  ];
}
