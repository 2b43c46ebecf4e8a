import type { SynthesizedResource, SynthesizedTemplate } from '../synth.ts';

/** A stack as it would be deployed. */
interface Site extends SynthesizedTemplate {
  readonly stack: string;
  readonly region: string;
  readonly account: string;
  /** Stacks of one owner find each other's resources by name: an account, or an environment of a shop. */
  readonly owner: string;
}

/** Everything that is deployed into one account. */
export type Landscape = readonly Site[];

/** A resource and where it stands. */
export interface Found {
  readonly site: Site;
  readonly id: string;
  readonly resource: SynthesizedResource;
}

/** The resources of a type that are meant. */
export function find(
  landscape: Landscape,
  type: string,
  isMeant: (found: Found) => boolean,
): readonly Found[] {
  return landscape.flatMap((site) =>
    Object.entries(site.Resources)
      .map(([id, resource]) => ({ site, id, resource }))
      .filter((found) => found.resource.Type === type && isMeant(found)),
  );
}

/** The resource of a stack with this logical id. */
export function at(landscape: Landscape, stack: string, id: string): Found | undefined {
  const site = landscape.find((one) => one.stack === stack);
  const resource = site?.Resources[id];
  return site && resource && { site, id, resource };
}

/** Writes into the properties of a resource. */
// biome-ignore lint/suspicious/noExplicitAny: tests change properties of many types.
type Change = (properties: any) => void;

/** The landscape with some resources changed; those for which nothing is given are gone. */
export function changed(landscape: Landscape, places: readonly Found[], change?: Change): Landscape {
  return places.reduce<Landscape>(
    (before, { site: { stack }, id }) =>
      before.map((site) => (site.stack === stack ? { ...site, Resources: without(site, id, change) } : site)),
    landscape,
  );
}

function without({ Resources }: Site, id: string, change: Change | undefined): Site['Resources'] {
  const { [id]: found, ...others } = Resources;
  if (!found || !change) return others;
  const resource = structuredClone(found);
  change(resource.Properties);
  return { ...others, [id]: resource };
}

/** The logical id that a `Ref` or `Fn::GetAtt` names. */
export function referredId(value: unknown): string | undefined {
  const { Ref: ref, 'Fn::GetAtt': attribute } = (value ?? {}) as {
    readonly Ref?: string;
    readonly 'Fn::GetAtt'?: readonly string[];
  };
  return ref ?? attribute?.[0];
}
