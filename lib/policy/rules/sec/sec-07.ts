import { own } from '../../../cloudformation/model/json.ts';
import type { Model } from '../../../cloudformation/model/model.ts';
import type { Resource, Value } from '../../../cloudformation/model/types.ts';
import { valuesAt } from '../../../cloudformation/value-paths.ts';
import { flawsOf } from '../../choices.ts';
import { isInCluster, leftToCluster } from '../../clusters.ts';
import { asBoolean, expectNumber, expectOneOf, observe, observeLiteral } from '../../expect.ts';
import { missing, notApplicable, type Observation, observation } from '../../observation.ts';
import type { Rule } from '../../rule.ts';
import facts from './credentials.json' with { type: 'json' };

interface Credentials {
  /** Where the name of the first account stands. */
  readonly users?: readonly string[];
  /** The switch by which AWS makes the password and keeps it in Secrets Manager. */
  readonly managed?: string;
  readonly passwords: readonly string[];
  /** Properties that name what a store is made of, whose account it then has. */
  readonly inherits?: readonly string[];
  /** What keeps people out in place of a password, where nothing else does. */
  readonly guarded?: readonly string[];
  /** Settings that let somebody in without a password, and what they have to be. */
  readonly open?: readonly Setting[];
}

interface Setting {
  readonly path: string;
  readonly values: readonly string[];
  readonly default: string;
}

const types: Readonly<Record<string, Credentials>> = facts.types;
const secretType = 'AWS::SecretsManager::Secret';

/** What a vendor or a template gave an account, everybody has who read the manual or the template. */
export const sec07: Rule = {
  id: 'SEC-07',
  title: 'No account has the name or the password that it was delivered with',
  severity: 'high',
  types: [...Object.keys(types), ...facts.userTypes, secretType],
  why: 'Names and passwords of vendors are the first that an attacker tries, and those in a template are known to each of its readers.',
  fix: 'Let AWS make the password (ManageMasterUserPassword) or name one that Secrets Manager generated, and give the account a name of its own.',
  controls: ['SEC-07'],
  since: '0.1.0',
  stage: 'enforced',
  check: (resource, model) => {
    if (resource.type === secretType) return generated(resource);
    const credentials = own(types, resource.type);
    return credentials ? delivered(resource, credentials, model) : [invented(resource)];
  },
};

function delivered(resource: Resource, credentials: Credentials, model: Model): readonly Observation[] {
  if (isInCluster(resource)) return [leftToCluster(resource, model, 'its cluster has the account')];
  const { users = [], inherits = [], open = [] } = credentials;
  const seen = [
    ...passwords(resource, credentials),
    ...users
      .flatMap((path) => valuesAt(resource, path))
      .filter(isWritten)
      .map(ownName),
    ...flawsOf(
      open.map(({ path, values, default: usual }) =>
        expectOneOf(resource.property(path).withDefault(usual), values),
      ),
    ),
  ];
  if (seen.length > 0) return seen;
  const isMadeOf = inherits.some((path) => !resource.property(path).isAbsent);
  const isGuarded = credentials.guarded?.some((path) => !resource.property(path).isAbsent) ?? false;
  if (isMadeOf) return [notApplicable(resource, 'it has the account of what it is made of')];
  if (isGuarded || (credentials.managed === undefined && credentials.guarded === undefined)) {
    return [notApplicable(resource, 'it has no account with a password')];
  }
  return [missing(resource, 'Properties', 'a password that AWS makes, or one out of Secrets Manager')];
}

function isWritten({ isAbsent }: Value): boolean {
  return !isAbsent;
}

function passwords(resource: Resource, { managed, passwords: paths }: Credentials): readonly Observation[] {
  const written = paths
    .flatMap((path) => valuesAt(resource, path))
    .filter(isWritten)
    .map(fromStore);
  if (managed === undefined) return written;
  const value = resource.property(managed);
  const isManaged = value.alternatives.every(
    (one) => one.kind === 'literal' && asBoolean(one.value) === true,
  );
  return isManaged ? [expectOneOf(value, ['true']), ...written] : written;
}

/** A password that stands nowhere but in a store of secrets; what else only the deployment knows may be anything. */
function fromStore(password: Value): Observation {
  const seen = observe(
    password,
    { expected: 'a reference to a secret' },
    (resolved) => resolved.kind === 'absent',
  );
  const isStored = password.alternatives.every(
    (one) => one.kind === 'unknown' && /^\{\{resolve:(secretsmanager|ssm-secure):/.test(one.dynamic ?? ''),
  );
  if (isStored) return seen.with({ status: 'pass' });
  const isClear = password.alternatives.some(
    (one) => one.kind === 'unknown' && one.dynamic?.startsWith('{{resolve:ssm:'),
  );
  const told = seen.status === 'fail' ? seen.with({ actual: 'written into the template' }) : seen;
  return isClear ? told.with({ status: 'fail' }) : told;
}

/** A name that is kept with the password in a secret is judged where the secret is made. */
function ownName(name: Value): Observation {
  const expected = 'a name that no vendor gives';
  const seen = observeLiteral(name, { expected }, (literal) => isOwnName(String(literal ?? '')));
  const isStored = name.alternatives.every((one) => one.kind === 'unknown' && one.dynamic !== undefined);
  return isStored ? seen.with({ status: 'pass' }) : seen;
}

function isOwnName(text: string): boolean {
  return text !== '' && !facts.defaultUsers.includes(text.toLowerCase());
}

function generated(secret: Resource): readonly Observation[] {
  const generator = secret.property('GenerateSecretString');
  if (generator.isAbsent) return [notApplicable(secret, 'it generates no password')];
  const length = generator.at('PasswordLength').withDefault(usualLength);
  // What Secrets Manager makes by itself is long enough, so that a length proves nothing unless it is too short.
  const seen = flawsOf([expectNumber(length, { min: facts.leastPasswordLength }), ...nameBeside(generator)]);
  return seen.length > 0 ? seen : [notApplicable(secret, 'Secrets Manager makes what is in it')];
}

/** What Secrets Manager makes where no length is written. */
const usualLength = 32;

/** The rest of a secret is a template too, in which databases keep the name of the account. */
function nameBeside(generator: Value): readonly Observation[] {
  const template = generator.at('SecretStringTemplate');
  const { literal } = template;
  const [, name] = typeof literal === 'string' ? (/"username"\s*:\s*"([^"]*)"/.exec(literal) ?? []) : [];
  if (name === undefined || isOwnName(name)) return [];
  return [observation('fail', template, { expected: `another name than ${name}` })];
}

function invented(user: Resource): Observation {
  const seen = observation('fail', user.attribute('Type'), { expected: 'no user in a template' });
  return seen.with({
    says: 'makes a user; expected people to sign up, or to be invited, after the deployment',
  });
}
