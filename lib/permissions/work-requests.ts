import { edgeRegion } from '../aws/regions.ts';
import { keyBehind } from '../cloudformation/encryption-keys.ts';
import type { Model } from '../cloudformation/model/model.ts';
import type { Resource, Template, Value } from '../cloudformation/model/types.ts';
import { resourceName, storeRoles } from '../contract/names.ts';
import type { Work } from '../contract/works.ts';
import { circumstancesOf } from './circumstances.ts';
import { allOf, type Decision, decide, type Request } from './decide.ts';
import type { Identity } from './identities.ts';
import { arnOf, type Name, nameOf, nameWith } from './names.ts';
import { requestOnKey } from './secrets.ts';

type Keys = Readonly<Record<string, readonly Name[]>>;

/** What somebody has to be allowed who does a work: the one request without which there is no such work. */
interface WorkRequest {
  readonly action: string;
  /** A resource of the templates, by its type and by what class of data the contract says it holds. */
  readonly on?: {
    readonly type: string;
    readonly class: string;
    /** Path of its key, where whoever asks needs that, too. */
    readonly key?: string;
    /** What its name is of the shop's. @default - any */
    readonly role?: string;
  };
  /** Something that no template has, by its ARN. */
  readonly at?: (storefront: Shop, template: Template) => Name;
  /** What the request says of itself. */
  readonly keys?: Keys;
}

type Shop = NonNullable<Template['storefront']>;

const orders = { type: 'AWS::DynamoDB::Table', class: 'personal', key: 'SSESpecification.KMSMasterKeyId' };
const ofOrder: Keys = { 'dynamodb:leadingkeys': [nameWith(['ORDER#', undefined])] };
const partly: Keys = { ...ofOrder, 'dynamodb:select': [nameOf('SPECIFIC_ATTRIBUTES')] };
const written: Keys = { ...ofOrder, 'dynamodb:returnvalues': [nameOf('NONE')] };

const requests: Readonly<Record<Work, WorkRequest>> = {
  deploy: { action: 'sts:AssumeRole', at: (shop, template) => deployRole(shop, template) },
  releaseSite: { action: 'cloudformation:CreateChangeSet', at: (shop) => stackOf(shop, 'edge', edgeRegion) },
  releaseCatalogue: {
    action: 'dynamodb:PutItem',
    on: orders,
    keys: { 'dynamodb:leadingkeys': [nameWith(['CATALOGUE#', undefined])] },
  },
  readOrders: {
    action: 'dynamodb:GetItem',
    on: orders,
    keys: { ...partly, 'dynamodb:attributes': [nameOf('order'), nameOf('version')] },
  },
  decideOrders: {
    action: 'dynamodb:PutItem',
    on: orders,
    keys: { ...written, 'dynamodb:attributes': [nameOf('order'), nameOf('version')] },
  },
  handlePersonalData: {
    action: 'dynamodb:GetItem',
    on: orders,
    keys: { ...partly, 'dynamodb:attributes': [nameOf('shopper')] },
  },
  stageSecrets: {
    action: 'secretsmanager:PutSecretValue',
    on: { type: 'AWS::SecretsManager::Secret', class: 'secrets' },
  },
  operate: {
    action: 'sqs:SendMessage',
    on: { type: 'AWS::SQS::Queue', class: 'personal', role: storeRoles.paymentEvents },
  },
  readEvidence: {
    action: 'dynamodb:Scan',
    on: { ...orders, class: 'audit' },
    keys: { 'dynamodb:select': [nameOf('ALL_ATTRIBUTES')] },
  },
  audit: { action: 'iam:GetAccountAuthorizationDetails', at: () => nameOf('*') },
  breakGlass: { action: 'cloudformation:DeleteStack', at: (shop) => stackOf(shop, 'data') },
};

/** The role that `cdk deploy` takes on first. A template says by which bootstrap it is deployed; elsewhere that is not known. */
function deployRole({ account }: Shop, { body }: Template): Name {
  const [, qualifier] =
    /"\/cdk-bootstrap\/([a-z0-9]{1,10})\/version"/.exec(JSON.stringify(body['Parameters'] ?? {})) ?? [];
  return nameWith([`arn:aws:iam::${account}:role/cdk-`, qualifier, `-deploy-role-${account}-${edgeRegion}`]);
}

/** CloudFormation ends the ARN of a stack with an id of its own. */
function stackOf({ shop, environment, account }: Shop, role: string, region?: string): Name {
  const name = resourceName({ shop, name: environment }, role);
  return nameWith(['arn:aws:cloudformation:', region, `:${account}:stack/${name}/`, undefined]);
}

/** One thing that a work is done to. */
export interface WorkSubject {
  /** How it is called, for people. */
  readonly name: string;
  readonly decide: (identity: Identity) => Decision;
}

/** What a work of a shop is done to. */
export function subjectsOf(work: Work, template: Template, model: Model): readonly WorkSubject[] {
  const { on, at, action, keys = {} } = requests[work];
  const shop = template.storefront;
  if (!shop) return [];
  if (at) {
    const resource = at(shop, template);
    return [
      {
        name: action,
        decide: (identity) =>
          decide(requestAt(identity, { action, resource, account: shop.account }), identity),
      },
    ];
  }
  return model
    .ofType(on?.type ?? '')
    .filter((resource) => classOf(resource, shop) === on?.class && isCalled(resource, shop, on?.role))
    .map((resource) => ({
      name: `${action} on ${resource.logicalId}`,
      decide: (identity) => decideOn({ resource, action, keys, key: on?.key }, identity, model),
    }));
}

/** Whether a queue is the one of a role; any resource is where no role is asked for. */
function isCalled(resource: Resource, { shop, environment }: Shop, role: string | undefined): boolean {
  const name = role === undefined ? undefined : resourceName({ shop, name: environment }, role);
  return name === undefined || resource.property('QueueName').literal === name;
}

/** The class of data that a resource of the shop holds. */
function classOf({ template: { storefront }, logicalId }: Resource, shop: Shop): string | undefined {
  if (storefront?.shop !== shop.shop || storefront.environment !== shop.environment) return undefined;
  return storefront.data.find(({ resource }) => resource === logicalId)?.class;
}

interface Asking {
  readonly resource: Resource;
  readonly action: string;
  readonly keys: Keys;
  /** Path of the key that the resource is encrypted with, where whoever asks needs it, too. */
  readonly key: string | undefined;
}

function decideOn({ resource, action, keys, key }: Asking, identity: Identity, model: Model): Decision {
  const request: Request = {
    action,
    resource: arnOf(resource),
    owner: resource.template.account,
    resourcePolicies: [],
    needsResourcePolicy: false,
    circumstances: circumstancesOf(resource, identity, keys),
  };
  const may = decide(request, identity);
  return may.truth === false || key === undefined
    ? may
    : allOf([may, opens(resource.property(key), identity, model)]);
}

/** Whether an identity may use the key of a table, by way of DynamoDB. */
function opens(key: Value, identity: Identity, model: Model): Decision {
  if (key.isAbsent) return { truth: true, needs: [], because: ['the key of AWS opens it for the account'] };
  const found = keyBehind(key, model);
  if (!found) return { truth: undefined, needs: [], because: [`key ${key} is not among the templates`] };
  const request = requestOnKey(found, 'kms:Decrypt', identity);
  const via = nameWith(['dynamodb.', found.template.region, '.amazonaws.com']);
  const { circumstances } = request;
  const known = { ...circumstances.known, 'kms:viaservice': [via] };
  return decide({ ...request, circumstances: { ...circumstances, known } }, identity);
}

/** A request for what no template has: whoever asks has to be allowed it, and what it says of itself is not known. */
function requestAt(
  identity: Identity,
  {
    action,
    resource,
    account,
  }: { readonly action: string; readonly resource: Name; readonly account: string },
): Request {
  return {
    action,
    resource,
    owner: account,
    resourcePolicies: [],
    needsResourcePolicy: false,
    circumstances: circumstancesOf(identity.resource, identity),
  };
}
