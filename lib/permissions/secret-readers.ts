import type { Model } from '../cloudformation/model/model.ts';
import type { Resource } from '../cloudformation/model/types.ts';
import type { Decision } from './decide.ts';
import { type Identity, identitiesOf } from './identities.ts';
import { canRead, secretsOf } from './secrets.ts';
import { becomings, bestWay, rewritings, type Way } from './ways.ts';

/** What the templates tell of one identity and one secret. */
export interface Reader {
  readonly identity: Identity;
  /** Whether it reads the secret as it is. */
  readonly decision: Decision;
  /** What it could do first where it does not. */
  readonly ways: readonly Way[];
}

/** Who of the templates reads a secret, who could make itself a reader, and who surely neither. */
export interface SecretReaders {
  readonly secret: Resource;
  readonly readers: readonly Reader[];
  readonly others: readonly Identity[];
}

/** The readers of every secret of the templates. */
export function secretReaders(model: Model): readonly SecretReaders[] {
  const identities = identitiesOf(model);
  const steps = stepsBetween(identities, model);
  return secretsOf(model).map((secret) => readersOf(secret, identities, steps, model));
}

/** How each identity could act as each other one, where it could. */
type Steps = ReadonlyMap<Identity, ReadonlyMap<Identity, Way>>;

function stepsBetween(identities: readonly Identity[], model: Model): Steps {
  return new Map(
    identities.map((from) => {
      const steps = identities.flatMap((to) => {
        const way = bestWay(becomings(from, to, model));
        return way ? [[to, way] as const] : [];
      });
      return [from, new Map(steps)];
    }),
  );
}

function readersOf(
  secret: Resource,
  identities: readonly Identity[],
  steps: Steps,
  model: Model,
): SecretReaders {
  const readers = new Map<Identity, Reader>();
  for (const identity of identities) {
    const decision = canRead(secret, identity, model);
    const best = decision.truth === true ? undefined : bestWay(rewritings(secret, identity, model));
    if (decision.truth !== false || best)
      readers.set(identity, { identity, decision, ways: best ? [best] : [] });
  }
  spread(readers, identities, steps);
  return {
    secret,
    readers: identities.flatMap((identity) => readers.get(identity) ?? []),
    others: identities.filter((identity) => !readers.has(identity)),
  };
}

/** Whoever can act as a reader is one, over as many steps as it takes. */
function spread(readers: Map<Identity, Reader>, identities: readonly Identity[], steps: Steps): void {
  const reached = [...readers.keys()];
  for (const reader of reached) {
    for (const identity of identities) {
      const way = steps.get(identity)?.get(reader);
      if (!way || readers.has(identity)) continue;
      const further = readers.get(reader)?.ways ?? [];
      readers.set(identity, {
        identity,
        decision: { truth: false, needs: [], because: [] },
        ways: [way, ...further],
      });
      reached.push(identity);
    }
  }
}
