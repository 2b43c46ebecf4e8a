import type { Resource } from '../cloudformation/model/types.ts';
import { memoized } from '../memoized.ts';
import type { Circumstances } from './conditions.ts';
import type { Identity } from './identities.ts';
import { accountNameOf, type Name, nameFrom, nameWith } from './names.ts';
import { isOfService } from './trust.ts';

/** What a request of an identity on a resource tells about itself, and what is known besides. */
export function circumstancesOf(resource: Resource, identity: Identity, further: Known = {}): Circumstances {
  return {
    known: { ...ofIdentity(identity), ...ofResource(resource), ...further },
    isService: isOfService(identity),
  };
}

type Known = Readonly<Record<string, readonly Name[]>>;

const ofIdentity = memoized(
  (identity: Identity): Known => ({
    'aws:principalarn': [identity.arn],
    'aws:principalaccount': [identity.accountName],
    'aws:principaltype': [nameWith([identity.kind === 'user' ? 'User' : 'AssumedRole'])],
    'aws:principalisawsservice': [nameWith(['false'])],
  }),
);

const ofResource = memoized(
  (resource: Resource): Known => ({
    'aws:resourceaccount': [accountNameOf(resource)],
    'aws:requestedregion': [nameWith([resource.template.region])],
    ...tagsOf(resource),
  }),
);

function tagsOf(resource: Resource): Known {
  const entries = resource
    .property('Tags')
    .items()
    .flatMap((tag) => {
      const key = tag.at('Key').literal;
      const [first] = tag.at('Value').alternatives;
      if (typeof key !== 'string' || first === undefined) return [];
      const value = [nameFrom(first)];
      return ['aws', 'secretsmanager'].map(
        (prefix) => [`${prefix}:resourcetag/${key.toLowerCase()}`, value] as const,
      );
    });
  return Object.fromEntries(entries);
}
