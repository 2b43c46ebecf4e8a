import { keyBehind, keysNamedBy, keyUserTypes, purposeOf } from '../../cloudformation/encryption-keys.ts';
import type { Model } from '../../cloudformation/model/model.ts';
import type { Resource } from '../../cloudformation/model/types.ts';
import { mayAllow, statements } from '../../cloudformation/policy-documents.ts';
import { groupBy } from '../../group-by.ts';
import { type Identity, identitiesOf } from '../../permissions/identities.ts';
import { requestOnKey } from '../../permissions/secrets.ts';
import type { EvidenceEnvironment } from '../environment.ts';
import { made, placeOf } from '../registers/register.ts';
import { mayInSomeCase } from './cases.ts';
import {
  type Diagram,
  type DiagramNode,
  diagramOf,
  type Flow,
  nodeOf,
  shortName,
  wordOf,
} from './diagram.ts';

/** The keys of an environment, what each encrypts or signs, and who uses it: a diagram for each stack that has keys. */
export function keyUse(environment: EvidenceEnvironment, model: Model): readonly Diagram[] {
  const keys = groupBy(
    made(environment, 'AWS::KMS::Key', 'AWS::KMS::ReplicaKey'),
    ({ template }) => template.stackName ?? template.name,
  );
  const users = keyUsersOf(environment, model);
  const { templates } = environment;
  const identities = identitiesOf(model).filter(({ resource }) => templates.includes(resource.template));
  return [...keys].map(([stack, own]) =>
    diagramOf(
      {
        id: `keys-${stack}`,
        title: `Keys of ${stack}`,
        direction: 'across',
        about:
          'Who uses each key and what is encrypted or signed with it. Users are those whom policies of the templates let decrypt or make data keys; administrators of the account show in no template.',
      },
      [...own.flatMap((key) => [...services(key), ...encrypted(key, users)]), ...byRoles(own, identities)],
      own.map(keyNode),
    ),
  );
}

interface KeyUser {
  readonly user: Resource;
  readonly key: Resource;
}

function keyUsersOf(environment: EvidenceEnvironment, model: Model): readonly KeyUser[] {
  return made(environment, ...keyUserTypes).flatMap((user) =>
    keysNamedBy(user).flatMap((value) => {
      const key = user.type === 'AWS::KMS::Alias' ? undefined : keyBehind(value, model);
      return key ? [{ user, key }] : [];
    }),
  );
}

const plain = { hasCards: false };

function keyNode(key: Resource): DiagramNode {
  return nodeOf(key, 'key');
}

/** Services of AWS that the key's policy names. */
function services(key: Resource): readonly Flow[] {
  const names = statements(key.property('KeyPolicy'))
    .filter(mayAllow)
    .flatMap(({ principals }) => principals.values)
    .filter(({ kind }) => kind === 'Service')
    .map(({ value }) => String(value));
  return [...new Set(names)].map((name) => ({
    ...plain,
    from: {
      id: `service ${name}`,
      name: name.replace(/\.amazonaws\.com$/, ''),
      word: 'Service of AWS',
      kind: 'outside',
    },
    to: keyNode(key),
    says: 'uses it for what is stored there',
    restsOn: [key],
  }));
}

/** What is encrypted with a key: many resources of one type are one node. */
function encrypted(key: Resource, users: readonly KeyUser[]): readonly Flow[] {
  const own = [...new Set(users.filter((each) => each.key === key).map(({ user }) => user))];
  return [...groupBy(own, ({ type }) => type)].flatMap(([type, alike]) => {
    const [first, ...others] = alike;
    if (!first) return [];
    const node: DiagramNode =
      others.length === 0
        ? nodeOf(first, 'store')
        : {
            id: `${placeOf(key)} ${type}`,
            name: `${wordOf(type)} (${alike.length})`,
            word: 'Several',
            kind: 'store',
            detail: alike.map(placeOf).join(', '),
          };
    return [
      {
        ...plain,
        from: keyNode(key),
        to: node,
        says: purposeOf(first) === 'signing' ? 'signs for' : 'encrypts',
        restsOn: others.length === 0 ? [key, first] : [key],
      },
    ];
  });
}

/** Roles that may use the same keys are one node. */
function byRoles(keys: readonly Resource[], identities: readonly Identity[]): readonly Flow[] {
  const uses = identities.flatMap((identity) => {
    const own = keys
      .map((key) => ({ key, says: whatItMay(identity, key) }))
      .filter(({ says }) => says !== undefined);
    return own.length === 0 ? [] : [{ identity, own }];
  });
  const alike = groupBy(uses, ({ own }) => own.map(({ key, says }) => `${placeOf(key)} ${says}`).join('\n'));
  return [...alike.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const resources = group.map(({ identity }) => identity.resource);
    const restsOn = resources.length === 1 ? resources : [];
    return first.own.map(({ key, says }) => ({
      ...plain,
      from: rolesNode(resources),
      to: keyNode(key),
      says: says ?? '',
      restsOn: [key, ...restsOn],
    }));
  });
}

function rolesNode(resources: readonly Resource[]): DiagramNode {
  const [first, ...others] = resources;
  if (first && others.length === 0) return nodeOf(first, 'role');
  return {
    id: `roles ${resources.map(placeOf).join(', ')}`,
    name: `Roles (${resources.length})`,
    word: 'Several',
    kind: 'role',
    detail: resources.map(shortName).join(', '),
  };
}

const actions = [
  { action: 'kms:Decrypt', verb: 'decrypt' },
  { action: 'kms:GenerateDataKey', verb: 'make data keys' },
  { action: 'kms:Sign', verb: 'sign' },
];

/** What an identity may do with a key; nothing where it may do nothing. */
function whatItMay(identity: Identity, key: Resource): string | undefined {
  const may = actions.flatMap(({ action, verb }) => {
    const truth = mayInSomeCase(requestOnKey(key, action, identity), identity, 'kms:viaservice');
    if (truth === false) return [];
    return [truth === undefined ? `perhaps ${verb}` : verb];
  });
  return may.length === 0 ? undefined : `may ${may.join(', ')}`;
}
