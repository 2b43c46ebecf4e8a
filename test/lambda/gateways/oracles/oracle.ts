import type { Delivery } from '../../../../lambda/gateways/delivery.ts';
import type { Secret } from '../../../../lambda/gateways/gateway.ts';
import type { Specimen } from '../fuzz/specimen.ts';
import type { Message } from '../support/message.ts';
import type { Divergence } from './divergences.ts';

/** An official SDK that judges the same messages as we do. */
export interface Oracle {
  /** Its package. */
  readonly sdk: string;
  readonly specimen: Specimen;
  /** Signs the content of a message anew with the SDK's own signer, where it has one. */
  readonly sign?: (message: Message, secret: Secret) => Promise<Message>;
  /** Whether the SDK takes a delivery for genuine. */
  readonly accepts: (delivery: Delivery, secret: Secret, now: Date) => Promise<boolean>;
  /** Whether we do. */
  readonly ours: (delivery: Delivery, now: Date) => boolean;
  /** What the SDK accepts and we refuse on purpose. */
  readonly divergences: readonly Divergence[];
  /** What we accept on purpose and the SDK refuses. */
  readonly acceptances: readonly Divergence[];
}
