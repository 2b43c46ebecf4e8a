import type { Defence } from '../../../lib/preview/attacks/attack.ts';
import type { Attacker } from '../../../lib/preview/attacks/run-attacks.ts';
import type { DeployedResource } from '../../../lib/preview/deployed-resources.ts';
import { createEndings } from '../../../lib/preview/endings.ts';
import { openFront } from '../../../lib/preview/front.ts';
import type { Preview } from '../../../lib/preview/preview.ts';
import { type Responder, viewerRequest } from '../../../lib/preview/responder.ts';

// biome-ignore lint/suspicious/noExplicitAny: the tests change what was deployed.
type Json = any;

interface Weakening {
  /** Changes the deployed resources. */
  readonly change?: (resources: readonly DeployedResource[]) => void;
  /** Stands for origins that check nothing. */
  readonly credulous?: boolean;
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
  if ('function' in defence || 'origin' in defence) return { credulous: true };
  return { ...edgeWeakenings[defence.edge] };
}

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
export async function openWeakened(
  { emulator, resources, engine, front }: Preview,
  defences: readonly Defence[],
): Promise<WeakenedShop> {
  const weakenings = defences.map(weakeningOf);
  const isCredulous = weakenings.some((one) => one.credulous);
  const weakened = structuredClone(resources) as DeployedResource[];
  for (const { change } of weakenings) change?.(weakened);
  const endings = createEndings();
  const { respond } = await openFront({
    endpoint: emulator.endpoint,
    resources: weakened,
    engine,
    tell: () => undefined,
    endings,
    ...(isCredulous && { originOf: () => credulous }),
  });
  const [shop = ''] = front.distribution.aliases;
  let addresses = 0;
  const attacker = () => {
    addresses += 1;
    return {
      send: senderTo(respond, shop, `198.51.100.${addresses}`),
      sendBytes: overNetwork,
      close: () => undefined,
    };
  };
  return { attacker, close: endings.end };
}

function senderTo(respond: Responder, shop: string, address: string): Attacker['send'] {
  return ({ method, path, headers, body }) => {
    const given = Object.entries(headers)
      .filter(([, value]) => value !== '')
      .map(([name, value]) => [name, value.replaceAll('HOST', shop)] as const);
    const { host = shop } = Object.fromEntries(given);
    const url = `https://${host}${path}`;
    return respond(viewerRequest({ method, url, headers: Object.fromEntries(given), body, address }));
  };
}

function overNetwork(): Promise<string> {
  return Promise.reject(new Error('bytes are sent over the network'));
}
