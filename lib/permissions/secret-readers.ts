import type { Model } from '../cloudformation/model/model.ts';
import type { Resource } from '../cloudformation/model/types.ts';
import { actorsOf, type Candidates, candidatesFor } from './candidates.ts';
import { canRead, secretsOf } from './secrets.ts';
import { rewritings } from './ways.ts';

/** Who of the templates reads a secret, who could make itself a reader, and who surely neither. */
export interface SecretReaders extends Candidates {
  readonly secret: Resource;
}

/** The readers of every secret of the templates. */
export function secretReaders(model: Model): readonly SecretReaders[] {
  const actors = actorsOf(model);
  return secretsOf(model).map((secret) => ({
    secret,
    ...candidatesFor(actors, {
      decide: (identity) => canRead(secret, identity, model),
      rewritings: (identity) => rewritings(secret, identity, model),
    }),
  }));
}
