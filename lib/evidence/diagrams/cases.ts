import type { Truth } from '../../cloudformation/model/truth.ts';
import type { Value } from '../../cloudformation/model/types.ts';
import { mayAllow, type Principal, statements } from '../../cloudformation/policy-documents.ts';
import { matchesAction } from '../../cloudformation/wildcards.ts';
import { memoized } from '../../memoized.ts';
import { decide, type Request } from '../../permissions/decide.ts';
import type { Identity } from '../../permissions/identities.ts';
import { type Name, nameWith, valueTakesIn } from '../../permissions/names.ts';

/**
 * Whether a request is allowed in at least one of the cases that the identity's policies tell apart by a condition key: for items of a
 * table by `dynamodb:leadingkeys`, for a key by `kms:viaservice`.
 */
export function mayInSomeCase(request: Request, identity: Identity, conditionKey: string): Truth {
  if (!mayConcern(request, identity)) return false;
  const { circumstances } = request;
  const { truth } = decide(request, identity);
  // What hangs on no case is decided by now.
  if (truth !== undefined) return truth;
  const values = valuesIn(identity).get(conditionKey) ?? [];
  const isAllowed = values.some((value) => {
    const known = { ...circumstances.known, [conditionKey]: [value] };
    return decide({ ...request, circumstances: { ...circumstances, known } }, identity).truth === true;
  });
  return isAllowed || undefined;
}

/**
 * Whether a policy has a say on a request at all: most have none, and that is seen sooner than decided. Only somebody's own policies
 * count where the resource's leave it to the account.
 */
function mayConcern({ action, resource, resourcePolicies }: Request, identity: Identity): boolean {
  const isNamed = resourcePolicies.some(({ document }) => namesSomebody(document));
  return (
    isNamed ||
    identity.policies.some(({ document }) => document === undefined || allows(document, action, resource))
  );
}

function allows(document: Value, action: string, resource: Name): boolean {
  return statements(document).some((statement) => {
    const { actions, resources } = statement;
    if (!mayAllow(statement)) return false;
    if (actions.negated || resources.negated || !actions.isDecided || !resources.isDecided) return true;
    return (
      actions.values.some((pattern) => matchesAction(pattern, action) !== false) &&
      resources.values.some((pattern) => valueTakesIn(pattern, resource) !== false)
    );
  });
}

/** Whether a policy may let in anybody besides services and the account as a whole. */
const namesSomebody = memoized((document: Value): boolean =>
  statements(document)
    .filter(mayAllow)
    .some(({ principals }) => {
      const isOther = ({ kind, value }: Principal) =>
        kind !== 'Service' && !(kind === 'AWS' && String(value.literal).endsWith(':root'));
      return principals.negated || !principals.isDecided || principals.values.some(isOther);
    }),
);

/** What the policies of an identity compare condition keys with; of a pattern one value that it takes in. */
const valuesIn = memoized(({ policies }: Identity): ReadonlyMap<string, readonly Name[]> => {
  const conditions = policies
    .flatMap(({ document }) => (document ? statements(document) : []))
    .flatMap((statement) => statement.conditions.values);
  const patterns = new Map<string, Set<string>>();
  for (const { key = '', values } of conditions) {
    const texts = values.map(({ literal }) => literal).filter((literal) => typeof literal === 'string');
    patterns.set(key, new Set([...(patterns.get(key) ?? []), ...texts]));
  }
  return new Map([...patterns].map(([key, texts]) => [key, [...texts].map(oneTakenIn)]));
});

function oneTakenIn(pattern: string): Name {
  return nameWith(pattern.split('*').flatMap((part, index) => (index === 0 ? [part] : [undefined, part])));
}
