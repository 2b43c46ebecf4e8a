import type { IConstruct } from 'constructs';
import type { AcceptanceKind } from '../../contract/acceptance.ts';
import { accept } from './accept.ts';
import json from './acceptances.json' with { type: 'json' };
import type { Storefront } from './storefront.ts';

interface Decision {
  /** The rule that is meant, unless the decision holds for several. */
  readonly rule?: string;
  readonly kind: AcceptanceKind;
  readonly reason: string;
  readonly ticket: string;
  readonly expires: string;
}

// TypeScript widens the strings of a JSON file; a test holds it to this shape.
const decisions = json.acceptances as Record<keyof typeof json.acceptances, Decision>;

/** What a decision says about one finding beyond what it says about all of them. */
export interface OneFinding {
  readonly rule?: string;
  readonly about?: string;
  /** Comes before the decision's own reason. */
  readonly because?: string;
}

/** Accepts, in the shop's name, what this kit has decided: operations live with it, security has agreed. */
export function acceptAsDecided(
  construct: IConstruct,
  decision: keyof typeof decisions,
  { contacts }: Storefront,
  { rule, about, because }: OneFinding = {},
): void {
  const { rule: decided = '', reason, kind, ticket, expires } = decisions[decision];
  accept(construct, {
    rule: rule ?? decided,
    ...(about === undefined ? {} : { about }),
    kind,
    reason: because === undefined ? reason : `${because}. ${reason}`,
    owner: contacts.operations,
    approver: contacts.security,
    ticket,
    expires,
  });
}
