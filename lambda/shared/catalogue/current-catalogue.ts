import type { CatalogueReader } from './dynamo-catalogues.ts';
import type { ReleasedCatalogue } from './released-catalogue.ts';

/** What it takes to know which catalogue counts. */
export interface CurrentCatalogueParts {
  readonly reader: CatalogueReader;
  /** The catalogue that was deployed with the function: it counts until the first release. */
  readonly deployed: ReleasedCatalogue;
  /** In milliseconds since 1970. */
  readonly now: () => number;
}

/** For how long a function prices by what it has read: after a release, and after a way back from one. */
const freshMilliseconds = 30_000;

/**
 * Makes a function that gives the catalogue of the moment, at most 30 seconds old. It throws where that cannot be told: an
 * order at a price that counts no longer is worse than none.
 */
export function createCurrentCatalogue({
  reader,
  deployed,
  now,
}: CurrentCatalogueParts): () => Promise<ReleasedCatalogue> {
  let known: { readonly at: number; readonly released: ReleasedCatalogue } | undefined;
  return async () => {
    const at = now();
    if (known && at - known.at < freshMilliseconds) return known.released;
    const [release] = (await reader.history())?.releases ?? [];
    const version = release?.version ?? deployed.version;
    const released = [known?.released, deployed].find((each) => each?.version === version);
    known = { at, released: released ?? (await reader.read(version)) };
    return known.released;
  };
}
