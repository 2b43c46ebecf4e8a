import type { Delivery } from './delivery.ts';

/**
 * What a gateway's adapter knows about its own deliveries, for the sentence that tells the person who wires a callback
 * up why it is refused. No function of the shop reads it: senders are told a status and nothing else.
 */
export interface Diagnosis {
  /** The headers that the adapter reads; none for a gateway that signs inside the body. */
  readonly headers: readonly HeaderForm[];
  /** What is wrong with the body or the address of a malformed delivery whose headers are in order. */
  readonly contentFault?: (delivery: Delivery) => string;
  /** Absent for a gateway that signs no time: its deliveries never grow old. */
  readonly signedTime?: SignedTime;
  /** What is wrong with the certificate of a forged delivery; nothing if nothing is. */
  readonly certificateFault?: (delivery: Delivery, now: Date) => string | undefined;
  /** What usually goes wrong with this gateway alone, beside what can go wrong with each. */
  readonly mistakes?: readonly SecretMistake[];
  /** What to compare when no likely cause of a forged delivery was found. @default - the secret */
  readonly otherwise?: string;
}

/** A header that an adapter reads, and what it looks like. */
export interface HeaderForm {
  readonly name: string;
  /** What it has to be, after "is not". */
  readonly form: string;
  /** A value of the right form, signed by nobody. */
  readonly example: string;
  /** Whether a callback can do without it. */
  readonly isOptional?: boolean;
}

/** When a gateway signed a delivery, and how long that counts. */
interface SignedTime {
  /** Seconds since 1970; not a number for a time that cannot be read. */
  readonly read: (delivery: Delivery) => number;
  readonly oldestSeconds: number;
}

/** A member of the secret that is likely to be the wrong one. */
export interface SecretMistake {
  readonly finding: string;
  /** The secret as it would have been without the mistake. */
  readonly mend: (secret: Readonly<Record<string, string>>, delivery: Delivery) => typeof secret;
}

/** The form of a header that holds one signature in hexadecimal digits. */
export function hexHeader(name: string): HeaderForm {
  return { name, form: 'a signature in lower-case hexadecimal digits', example: '00' };
}

/** The form of a header that holds one signature in base64. */
export function base64Header(name: string): HeaderForm {
  return { name, form: 'a signature in padded base64', example: 'AAAA' };
}
