import { own } from '../../cloudformation/model/json.ts';
import type { Model } from '../../cloudformation/model/model.ts';
import type { Resource } from '../../cloudformation/model/types.ts';
import { valuesAt } from '../../cloudformation/value-paths.ts';
import { expectOneOf } from '../expect.ts';
import { type Observation, observation } from '../observation.ts';
import facts from './endpoints.json' with { type: 'json' };
import { type Exposure, type ExposureKind, exposure, kindOf } from './exposure.ts';
import { waysFrom } from './ways.ts';

interface Endpoint {
  readonly type: string;
  readonly kind: string;
  /** The property that keeps it private; without one it is public whatever stands in its template. */
  readonly property?: string;
  /** What counts where nothing is written. */
  readonly default?: string;
  readonly private?: readonly string[];
  /** The rule that asks what such an entry lets in. */
  readonly judgedBy?: string;
}

const endpoints: readonly Endpoint[] = facts.types;
const byType: Readonly<Record<string, Endpoint>> = Object.fromEntries(
  endpoints.map((endpoint) => [endpoint.type, endpoint]),
);

/** Types with an address of their own on the internet, or that lead other networks in, of which no other rule asks what they let in. */
export const otherEndpointTypes: readonly string[] = endpoints
  .filter(({ judgedBy }) => judgedBy === undefined)
  .map(({ type }) => type);

/** Resources with an address of their own on the internet, and what leads other networks in. */
export function publicEndpoints(model: Model): readonly Exposure[] {
  return endpoints.flatMap(({ type, kind }) =>
    model.ofType(type).flatMap((resource) =>
      expectNoEndpoint(resource).flatMap((seen) =>
        kindOf(seen.status, kind as ExposureKind).map((found) => ({
          ...exposure(found, resource.attribute('Type'), waysFrom(resource, model)),
          path: seen.path,
          actual: seen.actual,
        })),
      ),
    ),
  );
}

/** What was seen of the places that keep a resource off the internet: nothing where it is off by default, and a type without such a place is on it. */
export function expectNoEndpoint(resource: Resource): readonly Observation[] {
  const { property, default: usual, private: allowed = [] } = own(byType, resource.type) ?? {};
  if (property === undefined)
    return [observation('fail', resource.attribute('Type'), { expected: 'no entry' })];
  const isPrivateByDefault = usual !== undefined && allowed.includes(usual);
  return valuesAt(resource, property)
    .filter(({ isAbsent }) => !(isAbsent && isPrivateByDefault))
    .map((value) => expectOneOf(usual === undefined ? value : value.withDefault(usual), allowed));
}
