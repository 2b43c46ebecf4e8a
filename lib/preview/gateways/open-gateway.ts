import type { GatewayConfig } from '../../../lambda/gateways/gateway-config.ts';
import type { Courier } from './courier.ts';
import type { FakeGateway } from './fake-gateway.ts';
import type { Happen, Happening } from './happenings.ts';
import type { Payment, Payments } from './payments.ts';

/** One gateway with what it keeps. */
export interface OpenGateway {
  readonly config: GatewayConfig;
  readonly gateway: FakeGateway;
  readonly payments: Payments;
  readonly happen: Happen;
}

/** A payment at one of the gateways, for people and tests. */
export interface PaymentView {
  readonly gateway: string;
  readonly payment: Payment;
}

/** What a merchant does at a gateway. */
interface MerchantAction {
  readonly gateway: string;
  /** The gateway's name for the payment. @default - the one that was made last */
  readonly payment?: string;
  /** Of a refund, in the smallest unit of ISO 4217. @default - all that is left */
  readonly amountMinor?: number;
}

/** What a merchant sees and does at the gateways of a shop. */
export interface Merchant {
  readonly payments: () => readonly PaymentView[];
  /** Has something happen, as at the merchant's page: `refunded`, `disputed`, `won` and `lost` among them. Throws where it cannot. */
  readonly happen: (happening: Happening, action: MerchantAction) => void;
  /** What was sent to the shop so far. */
  readonly sendings: Courier['sendings'];
  /** Sends one of them again. */
  readonly repeat: Courier['repeat'];
}
