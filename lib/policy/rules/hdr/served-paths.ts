import { behaviours } from '../../../cloudformation/distributions.ts';
import { attachedPolicies } from '../../../cloudformation/headers-policies.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { covers, mayMatchSame } from '../../../contract/path-patterns.ts';
import { defaultPath } from '../../../contract/paths.ts';
import type { StorefrontPath } from '../../../contract/schema.ts';

/** A headers policy and a declared path that it is used on. */
export interface UsedPolicy {
  readonly policy: Resource;
  readonly path: StorefrontPath;
}

/** The headers policies of a distribution with the declared paths that their behaviours may answer, each pair once. */
export function policiesOnPaths(
  distribution: Resource,
  declared: readonly StorefrontPath[],
): readonly UsedPolicy[] {
  const used = new Map<Resource, Map<string, StorefrontPath>>();
  for (const behaviour of behaviours(distribution)) {
    const paths = servedPaths(behaviour, declared);
    for (const policy of attachedPolicies(behaviour)) {
      const known = used.get(policy) ?? new Map<string, StorefrontPath>();
      for (const path of paths) known.set(path.pattern, path);
      used.set(policy, known);
    }
  }
  return [...used].flatMap(([policy, paths]) => [...paths.values()].map((path) => ({ policy, path })));
}

/**
 * The declared paths of which a behaviour may answer something: CloudFront takes the first pattern that matches, so what
 * earlier behaviours take whole is theirs. Of a pattern that only the deployment knows, any path may be meant.
 */
function servedPaths(behaviour: Value, declared: readonly StorefrontPath[]): readonly StorefrontPath[] {
  const pattern = patternOf(behaviour);
  const earlier = before(behaviour).flatMap((each) => (each.isOptional ? [] : (patternOf(each) ?? [])));
  const whole = declared.findIndex((path) => pattern !== undefined && covers(path.pattern, pattern));
  return declared
    .slice(0, whole < 0 ? undefined : whole + 1)
    .filter((path) => pattern === undefined || mayMatchSame(pattern, path.pattern))
    .filter((path) => !earlier.some((taken) => covers(taken, path.pattern)));
}

function patternOf(behaviour: Value): string | undefined {
  const { literal } = behaviour.at('PathPattern').withDefault(defaultPath);
  return typeof literal === 'string' ? literal : undefined;
}

/** The behaviours that CloudFront looks at first; the default one, which comes first in the list, is looked at last. */
function before(behaviour: Value): readonly Value[] {
  const [first, ...extra] = behaviours(behaviour.resource);
  if (behaviour.path === first?.path) return extra;
  const position = extra.findIndex(({ path }) => path === behaviour.path);
  return position < 0 ? [] : extra.slice(0, position);
}
