import type { Model } from '../../cloudformation/model/model.ts';
import type { Resource } from '../../cloudformation/model/types.ts';
import { origins } from '../../cloudformation/origins.ts';
import { referenced } from '../../cloudformation/references.ts';
import { works } from '../../contract/works.ts';
import { workOf } from '../../policy/people-roles.ts';
import type { EvidenceEnvironment } from '../environment.ts';
import { made } from '../registers/register.ts';
import {
  type Diagram,
  type DiagramNode,
  diagramOf,
  type Flow,
  nodeOf,
  shortName,
  type Zone,
} from './diagram.ts';
import { functionRoutes, ingressRoutes, siteRoutes } from './routes.ts';
import { functionsOf, secretType, type Use } from './uses.ts';

const internet: Zone = { id: 'internet', name: 'Internet: nobody is trusted' };
const cloudFront: Zone = { id: 'cloudfront', name: 'CloudFront: the edge' };
const account: Zone = { id: 'account', name: 'Account of the shop' };
const vpc: Zone = { id: 'vpc', name: 'Network', within: account };
const roles: Zone = { id: 'roles', name: 'Roles of people', within: account };

const browsers: DiagramNode = {
  id: 'browsers',
  name: 'Browsers',
  word: 'Shoppers',
  kind: 'people',
  zone: internet,
};
const people: DiagramNode = { id: 'people', name: 'People of the shop', word: 'People', kind: 'people' };

/** Where trust ends in an environment, and what guards each crossing. */
export function trustBoundaries(
  environment: EvidenceEnvironment,
  uses: readonly Use[],
  model: Model,
): Diagram {
  const distributions = made(environment, 'AWS::CloudFront::Distribution');
  return diagramOf(
    {
      id: 'trust-boundaries',
      title: 'Trust boundaries',
      about:
        'Each frame is a boundary; each arrow crosses one, and the list says what guards the crossing. Administrators of the account and policies of an organization show in no template.',
    },
    [
      ...distributions.flatMap((distribution) => fromTheInternet(distribution, environment)),
      ...behindTheEdge(distributions, environment, model),
      ...byFunctions(environment, uses),
      ...byPeople(environment),
    ],
  );
}

const plain = { hasCards: false };

function edgeNode(distribution: Resource): DiagramNode {
  return nodeOf(distribution, 'edge', { zone: cloudFront });
}

function gatewayNode(name: string): DiagramNode {
  return { id: `gateway ${name}`, name, word: 'Gateway', kind: 'outside', zone: internet };
}

function fromTheInternet(distribution: Resource, { contract }: EvidenceEnvironment): readonly Flow[] {
  const config = distribution.property('DistributionConfig');
  const acl = config.at('WebACLId');
  const firewall = referenced(acl);
  const tls = `TLS of at least ${config.at('ViewerCertificate.MinimumProtocolVersion')}`;
  const gate = acl.isAbsent ? 'no web ACL' : `web ACL ${firewall ? shortName(firewall) : acl}`;
  const restsOn = [distribution, ...(firewall ? [firewall] : [])];
  return [
    { ...plain, from: browsers, to: edgeNode(distribution), says: `${tls}, ${gate}`, restsOn },
    ...contract.payments.gateways.map(({ name }) => ({
      ...plain,
      from: gatewayNode(name),
      to: edgeNode(distribution),
      says: `${tls}, ${gate}; callbacks are believed by their signature alone`,
      restsOn,
    })),
  ];
}

function behindTheEdge(
  distributions: readonly Resource[],
  environment: EvidenceEnvironment,
  model: Model,
): readonly Flow[] {
  const ingress = ingressRoutes(distributions);
  const balancers = [...new Set(ingress.map(({ balancer }) => balancer))];
  return [
    ...siteRoutes(distributions, model).map(({ distribution, bucket }) => ({
      ...plain,
      from: edgeNode(distribution),
      to: nodeOf(bucket, 'store', { zone: account }),
      says: `requests signed by ${signerOf(distribution)}`,
      restsOn: [distribution, bucket],
    })),
    ...ingress.map(({ distribution, vpcOrigin, balancer }) => ({
      ...plain,
      from: edgeNode(distribution),
      to: nodeOf(balancer, 'network', { zone: vpc }),
      says: `VPC origin ${shortName(vpcOrigin)}, ${vpcOrigin.property('VpcOriginEndpointConfig.OriginProtocolPolicy')}; the balancer is ${balancer.property('Scheme')}`,
      restsOn: [distribution, vpcOrigin, balancer],
    })),
    ...balancers
      .flatMap((balancer) => functionRoutes(balancer, model))
      .map(({ balancer, listener, rule, target, lambda, paths }) => ({
        ...plain,
        from: nodeOf(balancer, 'network', { zone: vpc }),
        to: groupOf(lambda, environment),
        says: `${paths.join(', ')} for ${shortName(lambda)}`,
        restsOn: [balancer, listener, rule, target, lambda],
      })),
  ];
}

function signerOf(distribution: Resource): string {
  const controls = origins(distribution)
    .map(({ value }) => value.at('OriginAccessControlId'))
    .filter(({ isAbsent }) => !isAbsent)
    .map((value) => referenced(value)?.logicalId ?? String(value));
  return controls.length === 0 ? 'nobody' : controls.join(', ');
}

/** Functions stand together by whether they are in the network. */
function groupOf(lambda: Resource, environment: EvidenceEnvironment): DiagramNode {
  const isInside = !lambda.property('VpcConfig').isAbsent;
  const alike = functionsOf(environment).filter((each) => each.property('VpcConfig').isAbsent === !isInside);
  return {
    id: isInside ? 'functions in the network' : 'functions outside the network',
    name: `Functions (${alike.length})`,
    word: isInside ? 'in the network' : 'outside the network',
    kind: 'function',
    zone: isInside ? vpc : account,
    detail: alike.map(shortName).join(', '),
  };
}

/** What functions reach: stores by roles of their own, and gateways by the keys of these. */
function byFunctions(environment: EvidenceEnvironment, uses: readonly Use[]): readonly Flow[] {
  const stores = made(environment, 'AWS::DynamoDB::Table', 'AWS::SQS::Queue', 'AWS::Events::EventBus');
  const secrets = made(environment, secretType);
  const storesNode = together('stores', 'Tables, queues, buses', stores);
  const secretsNode = together('secrets', 'Secrets', secrets);
  return uses.flatMap(({ lambda, role, of, does }) => {
    const from = groupOf(lambda, environment);
    const isSecret = secrets.includes(of);
    const restsOn = [lambda, role, of];
    const says = `${shortName(lambda)} ${does} ${shortName(of)} by its role`;
    const name = /\/gateways\/([^/]+)$/.exec(String(of.property('Name').literal))?.[1];
    const call = { ...plain, from, says: `${shortName(lambda)} has the keys`, restsOn };
    return [
      { ...plain, from, to: isSecret ? secretsNode : storesNode, says, restsOn },
      ...(isSecret && name !== undefined ? [{ ...call, to: gatewayNode(name) }] : []),
    ];
  });
}

function together(id: string, name: string, resources: readonly Resource[]): DiagramNode {
  return {
    id,
    name: `${name} (${resources.length})`,
    word: 'Stores',
    kind: 'store',
    zone: account,
    detail: resources.map(shortName).join(', '),
  };
}

function byPeople(environment: EvidenceEnvironment): readonly Flow[] {
  const signIn = environment.contract.people?.signIn;
  const how = signIn === 'iam' ? 'as an IAM user with a second factor' : 'by IAM Identity Center';
  return made(environment, 'AWS::IAM::Role', 'AWS::SSO::PermissionSet').flatMap((role) => {
    const work = workOf(role);
    if (work === undefined) return [];
    return [
      {
        ...plain,
        from: people,
        to: nodeOf(role, 'role', { zone: roles, detail: works[work].does }),
        says: `signs in ${how}, and takes the role on`,
        restsOn: [role],
      },
    ];
  });
}
