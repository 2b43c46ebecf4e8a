import type { Model } from '../cloudformation/model/model.ts';
import { memoized } from '../memoized.ts';
import type { Decision } from './decide.ts';
import { type Identity, identitiesOf } from './identities.ts';
import { becomings, bestWay, type Way } from './ways.ts';

/** What the templates tell of one identity and one thing that somebody may want to do. */
export interface Candidate {
  readonly identity: Identity;
  /** Whether it does it as it is. */
  readonly decision: Decision;
  /** What it could do first where it does not. */
  readonly ways: readonly Way[];
}

/** Who does something, who could, and who surely neither. */
export interface Candidates {
  readonly candidates: readonly Candidate[];
  readonly others: readonly Identity[];
}

/** How each identity could act as each other one, where it could. */
type Steps = ReadonlyMap<Identity, ReadonlyMap<Identity, Way>>;

/** All identities of the templates, and the steps between them: what every question about them begins with. */
export interface Actors {
  readonly identities: readonly Identity[];
  readonly steps: Steps;
}

/** The identities of the templates. */
export const actorsOf = memoized((model: Model): Actors => {
  const identities = identitiesOf(model);
  return { identities, steps: stepsBetween(identities, model) };
});

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

/** Whether an identity does something, and how it could give itself the right. */
interface Judging {
  readonly decide: (identity: Identity) => Decision;
  readonly rewritings: (identity: Identity) => readonly Way[];
}

/** Judges every identity, and whoever could act as one that does it. */
export function candidatesFor({ identities, steps }: Actors, { decide, rewritings }: Judging): Candidates {
  const found = new Map<Identity, Candidate>();
  for (const identity of identities) {
    const decision = decide(identity);
    const best = decision.truth === true ? undefined : bestWay(rewritings(identity));
    if (decision.truth !== false || best)
      found.set(identity, { identity, decision, ways: best ? [best] : [] });
  }
  spread(found, identities, steps);
  return {
    candidates: identities.flatMap((identity) => found.get(identity) ?? []),
    others: identities.filter((identity) => !found.has(identity)),
  };
}

/** Whoever can act as a candidate is one, over as many steps as it takes. */
function spread(found: Map<Identity, Candidate>, identities: readonly Identity[], steps: Steps): void {
  const reached = [...found.keys()];
  for (const one of reached) {
    for (const identity of identities) {
      const way = steps.get(identity)?.get(one);
      if (!way || found.has(identity)) continue;
      const further = found.get(one)?.ways ?? [];
      found.set(identity, {
        identity,
        decision: { truth: false, needs: [], because: [] },
        ways: [way, ...further],
      });
      reached.push(identity);
    }
  }
}
