/** A request of an attack, byte for byte as a person would send it with curl. */
export interface AttackRequest {
  /** @default GET */
  readonly method?: string;
  /** As it is sent, with its query and its dots. */
  readonly path: string;
  /** `HOST` stands for the host and port of the shop. */
  readonly headers?: Readonly<Record<string, string>>;
  /** A text, or so many bytes. */
  readonly body?: string | number;
  /** How often it is sent; the last answer counts. @default 1 */
  readonly times?: number;
  /** Signs the body as Stripe does. */
  readonly signed?: {
    /** The time of the signature before now; negative for the future. @default 0 */
    readonly secondsAgo?: number;
    /** Whether the key is somebody else's. */
    readonly byStranger?: boolean;
  };
}

/** What the shop has to answer. */
export interface Expectation {
  readonly statuses: readonly number[];
  /** Text that stands nowhere in the answer, neither in its headers nor in its body. */
  readonly lacks?: string;
  /** How many answers come on the connection: a second one would be for a request that nobody but the attacker saw. @default 1 */
  readonly answers?: number;
}

/**
 * What stops an attack, by what a test takes out of the deployed shop to let it through: a rule of the firewall, the check that a
 * function makes, a setting of the distribution or of an origin, or the protocol as CloudFront speaks it.
 */
export type Defence =
  | { readonly rule: string }
  | { readonly function: string }
  | { readonly edge: 'host' | 'functions' | 'cache key' | 'headers policy' | 'protocol' }
  | { readonly origin: 'bucket' };

/** One attack of the table. */
export interface Attack {
  /** A sentence's end: what is tried. */
  readonly name: string;
  readonly expected: Expectation;
  readonly defence: Defence;
  /** What would stop it alone as well. */
  readonly also?: Defence;
  /** The requests, in turn, or the bytes of a connection. */
  readonly sent: readonly AttackRequest[] | string;
}

/** Attacks of one kind. */
export interface AttackGroup {
  readonly title: string;
  readonly attacks: readonly Attack[];
}
