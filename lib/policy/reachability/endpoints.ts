import type { Model } from '../../cloudformation/model/model.ts';
import type { Resource } from '../../cloudformation/model/types.ts';
import { expectOneOf } from '../expect.ts';
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
}

const endpoints: readonly Endpoint[] = facts.types;

/** Resources with an address of their own on the internet, and what leads other networks in. */
export function publicEndpoints(model: Model): readonly Exposure[] {
  return endpoints.flatMap((endpoint) =>
    model.ofType(endpoint.type).flatMap((resource) => exposuresOf(resource, endpoint, model)),
  );
}

function exposuresOf(resource: Resource, endpoint: Endpoint, model: Model): readonly Exposure[] {
  const { property, default: usual, private: allowed = [] } = endpoint;
  const ways = () => waysFrom(resource, model);
  const kind = endpoint.kind as ExposureKind;
  if (property === undefined) return [exposure(kind, resource.attribute('Type'), ways())];
  const written = resource.property(property);
  const value = usual === undefined ? written : written.withDefault(usual);
  return kindOf(expectOneOf(value, allowed).status, kind).map((found) => exposure(found, value, ways()));
}
