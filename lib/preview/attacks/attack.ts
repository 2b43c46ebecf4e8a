import type { Check } from './checks.ts';

/**
 * A request of an attack, byte for byte as a person would send it with curl. Texts may hold values: `HOST` is the host and port of the
 * shop, `$CHECKOUT` a random name for an order, `$NOW` the time, and the others are what earlier answers of the attack have told.
 */
export interface AttackRequest {
  /** @default GET */
  readonly method?: string;
  /** A host of AWS that is asked instead of the shop, by its real name. */
  readonly host?: string;
  /** As it is sent, with its query and its dots. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** A text, or so many bytes. */
  readonly body?: string | number;
  /** How often it is sent; the last answer counts. @default 1 */
  readonly times?: number;
  /** Text that an answer has when it is no longer sent again, at most once a second for half a minute. */
  readonly until?: string;
  /** What its answer tells for later requests: the text between two others, by the name of the value. */
  readonly keeps?: Readonly<Record<string, readonly [before: string, after: string]>>;
  /** Signs the body as Stripe does. */
  readonly signed?: {
    /** The time of the signature before now; negative for the future. @default 0 */
    readonly secondsAgo?: number;
    /** Whether the key is somebody else's. */
    readonly byStranger?: boolean;
  };
}

/** A request of HTTP/2, frame by frame, as no client of good will sends it. */
export interface Http2Request {
  /** Names and values as they stand in the frame, also those that begin with a colon. */
  readonly fields: readonly (readonly [name: string, value: string])[];
  readonly body?: string;
}

/** What the shop has to answer. */
export interface Expectation {
  readonly statuses: readonly number[];
  /** Text that stands somewhere in the answer's headers or body. */
  readonly has?: string;
  /** Text that stands nowhere in the answer, neither in its headers nor in its body. */
  readonly lacks?: string;
  /** How many answers come on the connection: a second one would be for a request that nobody but the attacker saw. @default 1 */
  readonly answers?: number;
  /** Whether the request may be ended as none, without an answer. */
  readonly isEnded?: boolean;
}

/**
 * What stops an attack, by what a test takes out of the deployed shop to let it through: a rule of the firewall, a check that a
 * function makes, a setting of the distribution or of an origin, or the protocol as CloudFront speaks it.
 */
export type Defence =
  | { readonly rule: string }
  | { readonly check: Check }
  | { readonly edge: 'host' | 'functions' | 'cache key' | 'headers policy' | 'bodies' | 'protocol' }
  | { readonly origin: 'objects' | 'bucket policy' | 'function address' | 'network' };

/** One attack of the table. */
export interface Attack {
  /** A sentence's end: what is tried. */
  readonly name: string;
  readonly expected: Expectation;
  readonly defence: Defence;
  /** What would stop it alone as well. */
  readonly also?: Defence;
  /** The requests, in turn, or the bytes of a connection. */
  readonly sent: readonly AttackRequest[] | string | Http2Request;
}

/** Attacks of one kind. */
export interface AttackGroup {
  readonly title: string;
  readonly attacks: readonly Attack[];
}
