import { keyBehind } from '../cloudformation/encryption-keys.ts';
import type { Model } from '../cloudformation/model/model.ts';
import type { Truth } from '../cloudformation/model/truth.ts';
import type { Resource, Value } from '../cloudformation/model/types.ts';
import { valueAt } from '../cloudformation/model/value.ts';
import { policyInText } from '../cloudformation/policy-texts.ts';
import { circumstancesOf } from './circumstances.ts';
import { allOf, bestOf, type Decision, decide, type Request, type ResourcePolicy } from './decide.ts';
import type { Identity } from './identities.ts';
import { arnIn, arnOf, type Name, namesIn, nameWith, valueTakesIn } from './names.ts';

const secretType = 'AWS::SecretsManager::Secret';

/** One place from which a secret can be read: itself, or its replica in another region. */
interface Copy {
  readonly arn: Name;
  /** Its region; nothing where only the deployment knows it. */
  readonly region: string | undefined;
  /** Its key as it is written; where none is, that of AWS opens it for everybody of the account. */
  readonly key: Value;
}

/** The policies that somebody could rewrite so that they admit everybody. */
export type Rewritten = 'secret' | 'key';

/**
 * Whether an identity can read a secret from one of its copies: the value, and the key that opens it. What is `rewritten` counts as
 * admitting everybody.
 */
export function canRead(secret: Resource, identity: Identity, model: Model, rewritten?: Rewritten): Decision {
  const policies = rewritten === 'secret' ? [openTo(secret)] : policiesOf(secret, model);
  return bestOf(
    copiesOf(secret).map((copy) => canReadCopy({ secret, copy, policies, identity, model, rewritten })),
  );
}

/** A request on the secret itself, such as to rewrite its policy. */
export function requestOnSecret(secret: Resource, action: string, identity: Identity, model: Model): Request {
  return {
    ...requestOn(secret, action, arnOf(secret), identity),
    resourcePolicies: policiesOf(secret, model),
  };
}

/** A request on a key, such as to rewrite its policy. */
export function requestOnKey(key: Resource, action: string, identity: Identity): Request {
  return {
    ...requestOn(key, action, arnOf(key), identity),
    resourcePolicies: [policyOfKey(key)],
    needsResourcePolicy: true,
    circumstances: circumstancesOf(key, identity, { 'kms:calleraccount': [identity.accountName] }),
  };
}

/** The keys of the templates that open a secret or one of its replicas. */
export function keysOf(secret: Resource, model: Model): readonly Resource[] {
  return [...new Set(copiesOf(secret).flatMap(({ key }) => keyBehind(key, model) ?? []))];
}

interface Reading {
  readonly secret: Resource;
  readonly copy: Copy;
  readonly policies: readonly ResourcePolicy[];
  readonly identity: Identity;
  readonly model: Model;
  readonly rewritten: Rewritten | undefined;
}

function canReadCopy(reading: Reading): Decision {
  const { secret, copy, policies, identity } = reading;
  const request = {
    ...requestOn(secret, 'secretsmanager:GetSecretValue', copy.arn, identity),
    resourcePolicies: policies,
  };
  const read = decide(request, identity);
  return read.truth === false ? read : allOf([read, opens(reading)]);
}

function policyOfKey(key: Resource): ResourcePolicy {
  return { name: `policy of key ${key.logicalId}`, document: key.property('KeyPolicy'), isAttached: true };
}

function openTo(resource: Resource): ResourcePolicy {
  const statement = { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' };
  return {
    name: 'a policy that it would write',
    document: valueAt(resource, 'rewritten', { Statement: [statement] }),
    isAttached: true,
  };
}

/** Whether an identity may use the key of a copy, by way of Secrets Manager. */
function opens({ secret, copy, identity, model, rewritten }: Reading): Decision {
  if (copy.key.isAbsent || isKeyOfAws(copy.key)) return ofAws(secret, identity);
  const key = keyBehind(copy.key, model);
  if (!key) return { truth: undefined, needs: [], because: [`key ${copy.key} is not among the templates`] };
  return decide(
    {
      ...requestOn(key, 'kms:Decrypt', arnOf(key), identity),
      resourcePolicies: [rewritten === 'key' ? openTo(key) : policyOfKey(key)],
      needsResourcePolicy: true,
      circumstances: circumstancesOf(key, identity, {
        'kms:viaservice': [nameWith(['secretsmanager.', copy.region, '.amazonaws.com'])],
        'kms:calleraccount': [identity.accountName],
        'kms:encryptioncontext:secretarn': [copy.arn],
        'kms:encryptioncontextkeys': [nameWith(['SecretARN']), nameWith(['SecretVersionId'])],
      }),
    },
    identity,
  );
}

function isKeyOfAws(key: Value): boolean {
  return namesIn(key).every(({ text }) => text.endsWith('alias/aws/secretsmanager'));
}

/** The key of AWS lets in whoever Secrets Manager serves, of the same account only. */
function ofAws(secret: Resource, identity: Identity): Decision {
  const { account } = secret.template;
  const isSame =
    account === undefined || identity.account === undefined ? undefined : account === identity.account;
  const areNeighbours = account === undefined && identity.account === undefined;
  return {
    truth: areNeighbours ? true : isSame,
    needs: [],
    because: ['the key of AWS for secrets opens it for the account'],
  };
}

function requestOn(resource: Resource, action: string, arn: Name, identity: Identity): Request {
  return {
    action,
    resource: arn,
    owner: resource.template.account,
    resourcePolicies: [],
    needsResourcePolicy: false,
    circumstances: circumstancesOf(resource, identity, { 'secretsmanager:secretid': [arn] }),
  };
}

function copiesOf(secret: Resource): readonly Copy[] {
  const replicas = secret.property('ReplicaRegions').items();
  return [
    { arn: arnOf(secret), region: secret.template.region, key: secret.property('KmsKeyId') },
    ...replicas.map((replica) => {
      const { literal } = replica.at('Region');
      const region = typeof literal === 'string' ? literal : undefined;
      return { arn: arnIn(secret, nameWith([region])), region, key: replica.at('KmsKeyId') };
    }),
  ];
}

function policiesOf(secret: Resource, model: Model): readonly ResourcePolicy[] {
  return model.ofType('AWS::SecretsManager::ResourcePolicy').flatMap((policy) => {
    const isAttached = belongsTo(policy, secret);
    if (isAttached === false || policy.isMade() === false) return [];
    const written = policy.property('ResourcePolicy');
    return [
      {
        name: `policy ${policy.logicalId}`,
        document: policyInText(written) ?? written,
        isAttached: policy.isMade() === true ? isAttached : undefined,
      },
    ];
  });
}

/** A policy may name its secret by ARN or by name. */
function belongsTo(policy: Resource, secret: Resource): Truth {
  const id = policy.property('SecretId');
  const name = secret.property('Name').literal;
  if (typeof name === 'string' && id.literal === name) return true;
  return valueTakesIn(id, arnOf(secret));
}

/** Every secret of the templates. */
export function secretsOf(model: Model): readonly Resource[] {
  return model.ofType(secretType).filter((secret) => secret.isMade() !== false);
}
