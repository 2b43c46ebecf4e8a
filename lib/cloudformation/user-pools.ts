import { memoized } from '../memoized.ts';
import { candidatesBy } from './candidates.ts';
import type { Model } from './model/model.ts';
import { all, not, some, type Truth } from './model/truth.ts';
import type { Resolved, Resource, Value } from './model/types.ts';
import { existsWith, resourcesIn } from './references.ts';
import signIns from './sign-ins.json' with { type: 'json' };
import { holds, textIs } from './texts.ts';
import { valuesAt } from './value-paths.ts';

export const userPoolType = 'AWS::Cognito::UserPool';
export const poolClientType = 'AWS::Cognito::UserPoolClient';

/**
 * Whether something among the templates signs people in against a pool or takes its tokens. A pool that nobody names signs nobody
 * in; where only the deployment tells which pool something names, it may be this one.
 */
export function signsSomebodyIn(pool: Resource, model: Model): Truth {
  return some(signIns.places.map((place) => isNamedAt(place, pool, model)));
}

type Place = (typeof signIns.places)[number];

function isNamedAt(place: Place, pool: Resource, model: Model): Truth {
  const { byPool, open } = sortedBy(place);
  const all = model.beside(pool, place.type);
  const isBeside = (one: Resource) => existsWith(one, pool) !== false;
  if (byPool.sure(all, [pool]).some(isBeside)) return true;
  return open(all).some(isBeside) ? undefined : false;
}

/** Sorted once: asking everything that signs in about each pool takes the square of their number. */
const sortedBy = memoized(({ path }: Place) => ({
  byPool: candidatesBy((one) => valuesAt(one, path)),
  open: memoized((all: readonly Resource[]) =>
    all.filter((one) => valuesAt(one, path).some(({ alternatives }) => alternatives.some(mayBeAnyPool))),
  ),
}));
const clientsByPool = candidatesBy((client) => [client.property('UserPoolId')]);

/** Whether a value is a pool or made of it: its id, its ARN, or the address of its tokens. */
function names(value: Value, pool: Resource): Truth {
  const found = value.alternatives.map((resolved): Truth => {
    const used = resourcesIn(resolved);
    if (used.length > 0) return used.includes(pool);
    return mayBeAnyPool(resolved) ? undefined : false;
  });
  return some(found);
}

function mayBeAnyPool(resolved: Resolved): boolean {
  return (resolved.kind === 'unknown' || resolved.kind === 'text') && resourcesIn(resolved).length === 0;
}

/** The app clients of a pool, as far as the templates tell. */
function clientsOf(pool: Resource, model: Model): readonly Resource[] {
  return clientsByPool
    .sure(model.beside(pool, poolClientType), [pool])
    .filter((client) => existsWith(client, pool) !== false)
    .filter((client) => names(client.property('UserPoolId'), pool) === true);
}

/** Whether strangers may join a pool by themselves: AWS lets them where nothing is written. */
export function takesStrangers(pool: Resource): Truth {
  const closed = pool.property('AdminCreateUserConfig.AllowAdminCreateUserOnly').withDefault(false);
  return not(textIs(closed, (text) => text === 'true'));
}

/** Whether nobody has a password in a pool: it is closed, and each of its clients sends people to another provider. */
export function signsInElsewhere(pool: Resource, model: Model): Truth {
  const clients = clientsOf(pool, model);
  if (clients.length === 0) return false;
  return all([not(takesStrangers(pool)), ...clients.map(usesOthersAlone)]);
}

function usesOthersAlone(client: Resource): Truth {
  const providers = client.property('SupportedIdentityProviders');
  if (!providers.isDecidedList) return undefined;
  return providers.items().length === 0 ? false : not(holds(providers.items(), 'COGNITO'));
}
