import type { Secret } from '../../../lambda/gateways/gateway.ts';
import type { GatewayConfig } from '../../../lambda/gateways/gateway-config.ts';
import { egressHosts } from '../../../lambda/gateways/registry.ts';
import type { Responder } from '../responder.ts';
import { type Courier, createCourier, type Deliver, type Later } from './courier.ts';
import { apply, type Happen } from './happenings.ts';
import { hostsOf, issuerHost, merchantHost } from './hosts.ts';
import { makerOf } from './makers.ts';
import type { Merchant, OpenGateway } from './open-gateway.ts';
import { answerGateway } from './pages/gateway.ts';
import { answerIssuer } from './pages/issuer.ts';
import { merchantPage } from './pages/merchant.ts';
import { createPayments } from './payments.ts';
import { paypalRoot } from './paypal/paypal.ts';
import { responderOf } from './respond.ts';

/** A gateway of the shop, and the secret that is staged for it. */
interface StagedConfig {
  readonly config: GatewayConfig;
  /** The current version of the shop's secret, as it is when it is asked for: what signs the next try of a callback. */
  readonly secret: () => Secret;
}

/** What the gateways of a shop are opened with. */
export interface OpenGatewaysProps {
  readonly configs: readonly StagedConfig[];
  /** `https://DOMAIN`, the real name of the shop: callbacks go to `https://DOMAIN/callbacks/NAME`. */
  readonly shopUrl: string;
  readonly deliver: Deliver;
  /** @default - the time of this machine */
  readonly now?: () => Date;
  /** What waits until a callback is tried again. @default - a timer */
  readonly later?: Later;
}

/** The gateways of a shop, open on this machine. They keep everything in memory, and ask nobody anything. */
export interface OpenGateways extends Merchant {
  /** Who answers for each real host: APIs, hosted pages, scripts, frames, the cards' bank, and the merchant's page. */
  readonly responders: Readonly<Record<string, Responder>>;
  /** The hosts that the shop's functions may call. */
  readonly apiHosts: readonly string[];
  /** Roots, in PEM, that the shop's functions have to trust beside the public ones, or they refuse PayPal's callbacks. */
  readonly roots: readonly string[];
  /** Settles when no callback is under way or waits. */
  readonly settled: Courier['settled'];
  readonly close: Courier['close'];
}

/** Opens the gateways of a shop. */
export function openGateways({
  configs,
  shopUrl,
  deliver,
  now = () => new Date(),
  later,
}: OpenGatewaysProps): OpenGateways {
  const courier = createCourier({ deliver, now, later });
  const opened = configs.map((use) => openGateway(use, { shopUrl, courier, now }));
  const responders: Record<string, Responder> = {};
  for (const each of opened) {
    for (const host of hostsOf(each.config)) {
      responders[host] = responderOf((request) => answerGateway(request, each));
    }
  }
  responders[issuerHost] = responderOf((request) => answerIssuer(request, opened));
  const gateways: OpenGateways = {
    responders,
    apiHosts: [...new Set(configs.flatMap(({ config }) => egressHosts(config)))],
    roots: configs.some(({ config }) => config.name === 'paypal') ? [paypalRoot()] : [],
    payments: () =>
      opened.flatMap(({ config, payments }) =>
        payments.all().map((payment) => ({ gateway: config.name, payment })),
      ),
    happen: (happening, { gateway, payment, amountMinor }) => {
      const found = opened.find(({ config }) => config.name === gateway);
      if (!found) throw new Error(`the shop does not use ${gateway}`);
      found.happen(happening, found.payments.get(payment), amountMinor);
    },
    sendings: courier.sendings,
    repeat: courier.repeat,
    settled: courier.settled,
    close: courier.close,
  };
  responders[merchantHost] = responderOf((request) => merchantPage(request, gateways));
  return gateways;
}

interface Surroundings {
  readonly shopUrl: string;
  readonly courier: Courier;
  readonly now: () => Date;
}

function openGateway({ config, secret }: StagedConfig, { shopUrl, courier, now }: Surroundings): OpenGateway {
  const callbackUrl = `${shopUrl}/callbacks/${config.name}`;
  const payments = createPayments();
  const happen: Happen = (happening, payment, amountMinor) => {
    apply(happening, payment, amountMinor);
    for (const type of gateway.tells(happening, payment)) {
      courier.send({
        gateway: config.name,
        type,
        paymentId: payment.id,
        orderReference: payment.orderReference,
        url: payment.callbackUrl ?? callbackUrl,
        attempt: gateway.callback({ payment, type, at: now() }),
      });
    }
  };
  const gateway = makerOf(config.name)({ account: { config, secret, callbackUrl, now }, payments, happen });
  return { config, gateway, payments, happen };
}
