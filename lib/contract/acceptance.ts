export const acceptanceKinds = ['false-positive', 'risk', 'compensating-control'] as const;
export type AcceptanceKind = (typeof acceptanceKinds)[number];

/** A finding that somebody has decided to live with. Every field is required: it is evidence. */
export interface Acceptance {
  /** Rule id, or `Pack::Rule` for a rule of another cdk-nag pack. */
  readonly rule: string;
  /** Logical id of the resource, or its construct path. */
  readonly resource: string;
  /** Narrows the acceptance to one template, as the report names it: a logical id may stand in several. */
  readonly template?: string;
  /** Narrows the acceptance to one thing a rule found there, as the finding's `about` says it. */
  readonly about?: string;
  readonly kind: AcceptanceKind;
  /** Why it is acceptable and what contains the risk instead; at least 20 characters. */
  readonly reason: string;
  /** Who lives with it. */
  readonly owner: string;
  /** Who agreed; never the owner. */
  readonly approver: string;
  readonly ticket: string;
  /** Last day on which it holds, `YYYY-MM-DD`. */
  readonly expires: string;
}
