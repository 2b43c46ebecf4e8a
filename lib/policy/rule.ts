import type { AccountTemplates, Model, StorefrontTemplates } from '../cloudformation/model/model.ts';
import type { Resource } from '../cloudformation/model/types.ts';

import type { Observation } from './observation.ts';
import type { Remark } from './remark.ts';
import type { Severity } from './severity.ts';

/** What a person reads about a rule; enough for the few that judge whole templates or acceptances. */
export interface RuleText {
  /** The control's id in the catalogue, with a suffix where a control needs several rules. Permanent. */
  readonly id: string;
  /** The requirement as a true sentence about a good resource. */
  readonly title: string;
  readonly severity: Severity;
  /**
   * Why it is that severe, as one sentence: what somebody gains, and what stands before it.
   *
   * @default - what severity-reasons.json says of a rule of the kit; nothing for a rule of a team
   */
  readonly severityReason?: string | undefined;
  /** What an attacker or an auditor gains when the rule is broken. */
  readonly why: string;
  /** What to change, in terms of this kit or of a plain template. */
  readonly fix: string;
  /** Controls of the catalogue that the rule is evidence for. */
  readonly controls: readonly string[];
  /** Version of Palisade that brought the rule. */
  readonly since: string;
  /** A rule in preview reports but never blocks. */
  readonly stage: 'preview' | 'enforced';
}

/** One requirement. Rules are data and a pure function: they never print, throw or read files. */
export interface Rule extends RuleText {
  /** Types of the resources that are judged, each one by itself. */
  readonly types: readonly string[];
  /** A storefront without any resource of this type fails: the control is missing, not idle. */
  readonly required?: { readonly type: string; readonly stack: string };
  /** What an account as a whole is asked; a shop is told that its account is asked for it. */
  readonly account?: AccountQuestion;
  /** What a storefront as a whole is asked, as its contract says it. */
  readonly storefront?: (storefront: StorefrontTemplates, model: Model) => readonly Remark[];
  /** What was seen; at least one observation, `notApplicable` where the rule has nothing to ask here. */
  readonly check: (resource: Resource, model: Model) => readonly Observation[];
}

/** What a rule asks of an account, whose services exist once however many shops live there. */
export interface AccountQuestion {
  /** What it is about, as a phrase: a trail, a detector in each region. */
  readonly subject: string;
  /** What was seen of it; where the account has to say something of itself there is no resource to name. */
  readonly check: (account: AccountTemplates, model: Model) => readonly (Observation | Remark)[];
}
