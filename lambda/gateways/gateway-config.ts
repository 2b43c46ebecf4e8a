/** How the shop's checkout meets a gateway. It decides the CSP, the SAQ and which parts are built. */
export const integrations = ['redirect', 'iframe', 'fields', 'server'] as const;
export type Integration = (typeof integrations)[number];

/** Whether real money moves. Gateways keep separate hosts, keys and callbacks for the two. */
export const modes = ['live', 'test'] as const;
export type Mode = (typeof modes)[number];

/** Where the card issuer's challenge is shown: on its own page, or in a frame inside the checkout. */
export const challenges = ['redirect', 'inline'] as const;
export type Challenge = (typeof challenges)[number];

/** One gateway as one shop uses it: a row of `payments.gateways` of the storefront file. */
export interface GatewayConfig {
  /** The gateway's key in the gateway registry, for example `stripe`. */
  readonly name: string;
  readonly mode: Mode;
  readonly integration: Integration;
  /** Where 3-D Secure happens; `inline` widens the CSP of the payment page to any https frame. */
  readonly threeDSecure: Challenge;
  /**
   * The currencies that the shop's account takes.
   *
   * @default - those that the gateway takes, as far as the registry knows
   */
  readonly currencies?: readonly string[];
  /** What only this gateway asks for, for example Adyen's `prefix`. */
  readonly settings: Readonly<Record<string, string>>;
}

/** Fetch directives and the sources that a payment page needs for them. */
export type CspSources = Readonly<Record<string, readonly string[]>>;
