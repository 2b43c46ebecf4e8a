import type { Defence } from '../../../lib/preview/attacks/attack.ts';
import type { Check } from '../../../lib/preview/attacks/checks.ts';
import type { Attacker, Told } from '../../../lib/preview/attacks/run-attacks.ts';
import type { DeployedResource } from '../../../lib/preview/deployed-resources.ts';
import { createEndings } from '../../../lib/preview/endings.ts';
import { openFront } from '../../../lib/preview/front.ts';
import { openFromOutside } from '../../../lib/preview/origins/from-outside.ts';
import { openOrigins } from '../../../lib/preview/origins/origins.ts';
import type { Preview } from '../../../lib/preview/preview.ts';
import { type Responder, viewerRequest } from '../../../lib/preview/responder.ts';
import { withForgottenFiles, withOpenBucket } from './open-bucket.ts';
import { withoutChecks } from './without-checks.ts';

// biome-ignore lint/suspicious/noExplicitAny: the tests change what was deployed.
type Json = any;

interface Weakening {
  /** Changes the deployed resources. */
  readonly change?: (resources: DeployedResource[]) => void;
  /** Stands for origins that check nothing. */
  readonly credulous?: boolean;
  /** Whether the edge passes the body of a GET request on. */
  readonly passesBodies?: boolean;
  /** A check that is taken out of its function. */
  readonly check?: Check;
  /** Changes what the emulator has, and gives what changes it back. */
  readonly act?: (preview: Preview) => Promise<() => Promise<void>>;
}

const allViewer = '216adef6-5c7f-47e4-b989-5492eafa07d3';

function propertiesOf(resources: readonly DeployedResource[], type: string): readonly Json[] {
  return resources.filter((one) => one.type === type).map(({ properties }) => properties);
}

function distributionOf(resources: readonly DeployedResource[]): Json {
  return propertiesOf(resources, 'AWS::CloudFront::Distribution')[0].DistributionConfig;
}

function behavioursOf(resources: readonly DeployedResource[]): readonly Json[] {
  const { DefaultCacheBehavior, CacheBehaviors = [] } = distributionOf(resources);
  return [DefaultCacheBehavior, ...CacheBehaviors];
}

/** What takes a defence out of a shop. */
function weakeningOf(defence: Defence): Weakening {
  if ('rule' in defence) {
    return { credulous: true, change: (resources) => withoutRule(resources, defence.rule) };
  }
  if ('check' in defence) return { check: defence.check };
  return 'origin' in defence ? originWeakenings[defence.origin] : edgeWeakenings[defence.edge];
}

const originWeakenings: Readonly<Record<Extract<Defence, { origin: string }>['origin'], Weakening>> = {
  objects: { act: withForgottenFiles },
  'bucket policy': { act: withOpenBucket },
  'function address': {
    change: (resources) => {
      for (const deployed of resources.filter(({ type }) => type === 'AWS::Lambda::Function')) {
        const properties = { TargetFunctionArn: deployed.physicalId, AuthType: 'NONE' };
        resources.push({ ...deployed, type: 'AWS::Lambda::Url', properties });
      }
    },
  },
  network: {
    change: (resources) => {
      for (const balancer of propertiesOf(resources, 'AWS::ElasticLoadBalancingV2::LoadBalancer')) {
        balancer.Scheme = 'internet-facing';
      }
      for (const group of propertiesOf(resources, 'AWS::EC2::SecurityGroup')) {
        group.SecurityGroupIngress = [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '0.0.0.0/0' }];
      }
    },
  },
};

const edgeWeakenings: Readonly<Record<Extract<Defence, { edge: string }>['edge'], Weakening>> = {
  host: {
    change: (resources) => distributionOf(resources).Aliases.push('evil.example'),
  },
  'cache key': {
    credulous: true,
    change: (resources) => {
      for (const behaviour of behavioursOf(resources)) behaviour.OriginRequestPolicyId = allViewer;
    },
  },
  functions: {
    credulous: true,
    change: (resources) => {
      for (const behaviour of behavioursOf(resources)) delete behaviour.FunctionAssociations;
    },
  },
  'headers policy': {
    change: (resources) => {
      for (const { ResponseHeadersPolicyConfig: config } of propertiesOf(
        resources,
        'AWS::CloudFront::ResponseHeadersPolicy',
      )) {
        config.CorsConfig = {
          AccessControlAllowCredentials: false,
          AccessControlAllowHeaders: { Items: ['*'] },
          AccessControlAllowMethods: { Items: ['GET'] },
          AccessControlAllowOrigins: { Items: ['*'] },
          OriginOverride: true,
        };
      }
    },
  },
  bodies: { passesBodies: true },
  protocol: {},
};

function withoutRule(resources: readonly DeployedResource[], name: string): void {
  for (const acl of propertiesOf(resources, 'AWS::WAFv2::WebACL')) {
    acl.Rules = acl.Rules.filter(({ Name }: Json) => Name !== name);
  }
}

/** An origin that takes whatever it is sent, and says it again: in its headers and in its body. */
const credulous: Responder = ({ target, headers, body }) =>
  Promise.resolve({
    status: 200,
    headers: { 'content-type': 'text/html', 'cache-control': 'max-age=60', location: decoded(target) },
    body: `root:x:0:0 "state":"paid" order 4111 ${decoded(target)} ${JSON.stringify(headers)} ${body.toString('latin1')}`,
  });

function decoded(target: string): string {
  return target.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

/** A shop without some of its defences. */
export interface WeakenedShop {
  /** Somebody new, with an address of his own. */
  readonly attacker: () => Attacker;
  readonly close: () => Promise<void>;
}

/** Opens the front of a previewed shop once more, with defences taken out. */
export async function openWeakened(preview: Preview, defences: readonly Defence[]): Promise<WeakenedShop> {
  const { emulator, engine, front } = preview;
  const { endpoint } = emulator;
  const weakenings = defences.map(weakeningOf);
  const resources = structuredClone(preview.resources) as DeployedResource[];
  for (const { change } of weakenings) change?.(resources);
  const endings = createEndings();
  const removed = weakenings.flatMap(({ check }) => check ?? []);
  for (const restore of await withoutChecks(preview, removed)) endings.add(restore);
  for (const { act } of weakenings) if (act) endings.add(await act(preview));
  const passesBodies = weakenings.some((one) => one.passesBodies);
  const { respond: edge } = await openFront({
    ...{ endpoint, resources, engine, endings },
    tell: () => undefined,
    ...(passesBodies && { originOf: asGet(endpoint, resources) }),
    ...(weakenings.some((one) => one.credulous) && { originOf: () => credulous }),
  });
  const outside = openFromOutside({ endpoint, resources });
  const [shop = ''] = front.distribution.aliases;
  let addresses = 0;
  const attacker = () => {
    addresses += 1;
    return {
      send: senderTo({ shop, edge, outside, passesBodies }, `198.51.100.${addresses}`),
      sendBytes: overNetwork,
      close: () => undefined,
    };
  };
  return { attacker, close: endings.end };
}

interface Senders {
  readonly shop: string;
  readonly edge: Responder;
  /** By the hosts of AWS. */
  readonly outside: Readonly<Record<string, Responder>>;
  readonly passesBodies: boolean;
}

/** Origins that are asked by GET, with whatever body the edge has passed on as that of another method. */
function asGet(endpoint: string, resources: readonly DeployedResource[]): (originId: string) => Responder {
  const [distribution] = resources.filter(({ type }) => type === 'AWS::CloudFront::Distribution');
  const origins = openOrigins({ endpoint, resources, distributionId: distribution?.physicalId ?? '' });
  return (originId) => (request) => origins.of(originId)({ ...request, method: 'GET' });
}

function senderTo({ shop, edge, outside, passesBodies }: Senders, address: string): Attacker['send'] {
  return ({ method: wanted, host: asked, path, headers, body }) => {
    const method = passesBodies && body !== '' ? 'POST' : wanted;
    const given = Object.entries(headers)
      .filter(([, value]) => value !== '')
      .map(([name, value]) => [name, value.replaceAll('HOST', shop)] as const);
    const { host = asked ?? shop } = Object.fromEntries(given);
    const request = viewerRequest({
      ...{ method, url: `https://${host}${path}`, headers: Object.fromEntries(given), body, address },
    });
    const respond = asked === undefined ? edge : outside[asked];
    if (!respond) throw new Error(`nobody answers for ${asked}`);
    return respond(request);
  };
}

function overNetwork(): Promise<Told> {
  return Promise.reject(new Error('bytes are sent over the network'));
}
