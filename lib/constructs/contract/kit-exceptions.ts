import type { IConstruct } from 'constructs';
import { type KitDecisionName, kit, kitDecisions } from '../../contract/kit-decisions.ts';
import { accept } from './contract-entries.ts';
import type { Owner } from './owner.ts';

/** What is said about one finding beyond what the decision says about all of them. */
export interface OneFinding {
  /** @default - the one rule of the decision */
  readonly rule?: string;
  /** @default - everything that the rule finds at the resource */
  readonly about?: string;
  /**
   * Comes before the reason of the decision.
   *
   * @default - the reason of the decision alone
   */
  readonly because?: string;
  /**
   * Last day on which it holds, `YYYY-MM-DD`.
   *
   * @default - the day on which the decision expires
   */
  readonly until?: string;
}

/**
 * Recommends an exception that the kit has decided on for a resource of its own. The owner's operations answer for it; nobody has
 * approved it until the owner's file confirms the decision.
 */
export function applyKitException(
  construct: IConstruct,
  decision: KitDecisionName,
  { contacts, confirmations }: Owner,
  { rule, about, because, until }: OneFinding = {},
): void {
  const { rules, reason, kind, ticket, expires } = kitDecisions[decision];
  const confirmed = confirmations.find((confirmation) => confirmation.decision === decision);
  accept(construct, {
    rule: rule ?? rules[0],
    ...(about === undefined ? {} : { about }),
    kind,
    reason: because === undefined ? reason : `${because}. ${reason}`,
    owner: contacts.operations,
    approver: kit,
    decision,
    ...(confirmed && { confirmed: { by: confirmed.by, on: confirmed.on } }),
    ticket,
    expires: until ?? expires,
  });
}
