import type { GatewayConfig } from '../../lambda/gateways/gateway-config.ts';
import { type DeployedShop, deployShop } from './deployed-shop.ts';
import { installNjs } from './edge/functions/install-njs.ts';
import { type Listener, startListener } from './edge/listener/start-listener.ts';
import { createEndings, type Endings } from './endings.ts';
import type { ManagedRules } from './firewall/managed-rules.ts';
import { publishedRules } from './firewall/published-rules.ts';
import { type Front, openFront } from './front.ts';
import type { Delivery } from './gateways/courier.ts';
import { merchantHost } from './gateways/hosts.ts';
import { type OpenGateways, openGateways } from './gateways/open-gateways.ts';
import { type PinnedScript, pinnedScripts } from './gateways/pinned-scripts.ts';
import { openInternet } from './internet.ts';
import { secretOf } from './made-up-secret.ts';
import { admitThisMachine, stageSecrets } from './operator.ts';
import { openFromOutside } from './origins/from-outside.ts';
import { refuseTakenPort } from './port.ts';
import type { PreviewedShop } from './previewed-shop.ts';
import { type Responder, type ViewerRequest, viewerRequest } from './responder.ts';

export interface PreviewProps {
  readonly shop: PreviewedShop;
  /** Where the shop listens on 127.0.0.1; 0 takes a port that is free. */
  readonly port: number;
  /** Told what is done next, for whoever waits. */
  readonly tell: (sentence: string) => void;
  /** Breaks the start off. */
  readonly signal: AbortSignal;
  /** Opens what stands in for the managed rules of AWS. @default - what AWS documents of them */
  readonly openManagedRules?: () => Promise<ManagedRules>;
  /** Sees each request for the shop before it is answered. @default - nobody does */
  readonly seen?: (request: ViewerRequest) => void;
}

/** A shop that is deployed to this machine and open there. It ends with this process at the latest. */
export interface Preview extends DeployedShop {
  /** The shop, as a browser of this machine finds it: `https://localhost:PORT`. */
  readonly url: string;
  /** Where a merchant sees payments, gives money back, and has shoppers dispute what they paid. */
  readonly merchantUrl: string;
  readonly front: Front;
  readonly gateways: OpenGateways;
  /** Scripts that the shop pins by a hash, and that are fakes here. */
  readonly pinned: readonly PinnedScript[];
  readonly listener: Listener;
  /** The command that runs njs, for whoever opens another front. */
  readonly engine: string;
  /** Settles when the emulator has ended, whoever ended it. */
  readonly ended: Promise<void>;
  /** Ends every process, closes every port and removes every file of it. */
  readonly stop: () => Promise<void>;
}

/**
 * Deploys a shop to this machine and opens it. Throws a `PreviewError` where this machine or the shop is not fit for it, and what the
 * signal holds where it was broken off; nothing is left of it then.
 */
export async function startPreview(props: PreviewProps): Promise<Preview> {
  const endings = createEndings();
  const broken = new AbortController();
  try {
    const signal = AbortSignal.any([props.signal, broken.signal]);
    return await open({ ...props, signal }, endings);
  } catch (error) {
    broken.abort();
    await endings.end();
    throw error;
  }
}

async function open(props: PreviewProps, endings: Endings): Promise<Preview> {
  const { shop, port, tell, signal, seen } = props;
  await refuseTakenPort(port);
  const managedRules = (await props.openManagedRules?.()) ?? publishedRules;
  endings.add(managedRules.close);
  const responders = new Map<string, Responder>();
  const gateways = openShopGateways(shop, responders);
  endings.add(gateways.close);
  const internet = await openInternet((request) => answered(responders, request.url.hostname)(request));
  endings.add(internet.stop);

  const deployed = await deployShop({
    ...{ shop, tell, signal, endings, roots: gateways.roots },
    hosts: Object.fromEntries(hostsOf(shop, gateways).map((host) => [host, internet.origin])),
  });
  const { emulator, resources } = deployed;
  const { endpoint } = emulator;

  tell('Staging made-up keys of the gateways, and opening the edge');
  const operated = { shop, endpoint, signal, isShown: false };
  await Promise.all([stageSecrets(secretsOf(shop), operated), admitThisMachine(resources, operated)]);
  const engine = installNjs({ tell: (text) => tell(text.trimEnd()) });
  const front = await openFront({ endpoint, resources, engine, tell, endings, managedRules });
  const respond: Responder = (request) => {
    seen?.(request);
    return front.respond(request);
  };
  for (const host of front.distribution.aliases) responders.set(host, respond);
  const { distribution } = front;
  const pinned = pinnedScripts(gatewaysOf(shop));
  const { domain } = shop.settings;
  const outside = Object.entries(openFromOutside({ endpoint, resources }));
  const listener = await startListener({
    ...{ port, shop: domain, distribution, pinned, tell },
    responders: new Map([...responders, ...outside]),
  });
  endings.add(listener.close);
  const { originOf } = listener.names;
  return {
    ...deployed,
    ...{ front, gateways, listener, engine, pinned, ended: emulator.ended, stop: endings.end },
    url: originOf(domain),
    merchantUrl: originOf(merchantHost),
  };
}

/** Opens the gateways; their callbacks come to the shop as those of any stranger. */
function openShopGateways(shop: PreviewedShop, responders: Map<string, Responder>): OpenGateways {
  const { domain } = shop.settings;
  const gateways = openGateways({
    configs: gatewaysOf(shop).map((config) => ({ config, secret: () => secretOf(config.name) })),
    shopUrl: `https://${domain}`,
    deliver: async (delivery) => (await answered(responders, domain)(callbackRequest(delivery))).status,
  });
  for (const [host, respond] of Object.entries(gateways.responders)) responders.set(host, respond);
  return gateways;
}

/** An address for documentation (RFC 5737), from which no shopper of this machine comes. */
const gatewaysAddress = '203.0.113.10';

function callbackRequest({ url, query, headers, body }: Delivery) {
  const sent: Record<string, string[]> = {};
  for (const [name, value] of headers) sent[name] = [...(sent[name] ?? []), value];
  const address = query === '' ? url : `${url}?${query}`;
  return viewerRequest({ method: 'POST', url: address, headers: sent, body, address: gatewaysAddress });
}

function answered(responders: ReadonlyMap<string, Responder>, host: string): Responder {
  const respond = responders.get(host);
  if (!respond) throw new Error(`nothing on this machine stands in for ${host}`);
  return respond;
}

function gatewaysOf({ settings }: PreviewedShop): readonly GatewayConfig[] {
  return settings.payments.gateways;
}

/** The hosts that functions find: those of the gateways, and those of the shop itself, whose pages a function visits. */
function hostsOf(
  { settings: { domain, aliases } }: PreviewedShop,
  { responders }: OpenGateways,
): readonly string[] {
  return [...Object.keys(responders), domain, ...aliases];
}

function secretsOf(shop: PreviewedShop) {
  return Object.fromEntries(gatewaysOf(shop).map(({ name }) => [name, secretOf(name)]));
}
