import { isPrivateBlock } from '../../cloudformation/address-blocks.ts';
import { own } from '../../cloudformation/model/json.ts';
import type { Model } from '../../cloudformation/model/model.ts';
import { all, type Truth } from '../../cloudformation/model/truth.ts';
import type { Resource, Value } from '../../cloudformation/model/types.ts';
import { referenced } from '../../cloudformation/references.ts';
import { isPrivateSubnet } from '../../cloudformation/subnets.ts';
import { valuesAt } from '../../cloudformation/value-paths.ts';
import { expectOneOf, observe } from '../expect.ts';
import { type Observation, type ObservationStatus, observation } from '../observation.ts';
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
  /** The property that lists the addresses which it admits; it keeps all others out. */
  readonly sources?: string;
  /** The group whose subnets decide where nothing is written. */
  readonly decidedBy?: Deciding;
  /** The rule that asks what such an entry lets in. */
  readonly judgedBy?: string;
}

/** Properties: of a resource, the group that it is in, and of that group, its subnets. */
interface Deciding {
  readonly group: string;
  readonly subnets: string;
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
      placesOf(resource).flatMap((place) =>
        kindOf(statusOf(place, model), kind as ExposureKind).map((found) => ({
          ...exposure(found, resource.attribute('Type'), waysFrom(resource, model)),
          path: place.path,
          actual: place.toString(),
        })),
      ),
    ),
  );
}

/** What was seen of the places that keep a resource off the internet: nothing where it is off by default, and a type without such a place is on it. */
export function expectNoEndpoint(resource: Resource): readonly Observation[] {
  return placesOf(resource).map(expectClosed);
}

function expectClosed(place: Value): Observation {
  const { property, sources, private: allowed = [] } = own(byType, place.resource.type) ?? {};
  if (sources !== undefined) return observe(place, { expected: 'private addresses' }, isPrivateBlock);
  return property === undefined
    ? observation('fail', place, { expected: 'no entry' })
    : expectOneOf(place, allowed);
}

/** The places that keep a resource off the internet, but those that do so where nothing is written. */
function placesOf(resource: Resource): readonly Value[] {
  const { property, sources, default: usual, private: allowed = [] } = own(byType, resource.type) ?? {};
  if (sources !== undefined) return valuesAt(resource, sources);
  if (property === undefined) return [resource.attribute('Type')];
  const isPrivateByDefault = usual !== undefined && allowed.includes(usual);
  return valuesAt(resource, property)
    .filter(({ isAbsent }) => !(isAbsent && isPrivateByDefault))
    .map((value) => (usual === undefined ? value : value.withDefault(usual)));
}

/** Of what is public in one case and private in another, the deployment tells. */
function statusOf(place: Value, model: Model): ObservationStatus {
  const decidedBy = own(byType, place.resource.type)?.decidedBy;
  const isPrivate = same(
    place.each().map((one): Truth => {
      if (one.isAbsent && decidedBy) return hasPrivateSubnets(place.resource, decidedBy, model);
      const { status } = expectClosed(one);
      return status === 'unknown' ? undefined : status === 'pass';
    }),
  );
  return isPrivate === undefined ? 'unknown' : isPrivate ? 'pass' : 'fail';
}

/** What all cases have in common. */
function same(truths: readonly Truth[]): Truth {
  const [first] = truths;
  return truths.every((truth) => truth === first) ? first : undefined;
}

/** Of a group that was not seen, and of the default network of an account, nobody knows the routes. */
function hasPrivateSubnets(resource: Resource, { group, subnets }: Deciding, model: Model): Truth {
  const list = referenced(resource.property(group))?.property(subnets);
  if (!list?.isDecidedList || list.isAbsent) return undefined;
  return all(list.items().map((item) => isPrivateSubnet(item, model)));
}
