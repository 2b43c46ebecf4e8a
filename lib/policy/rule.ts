import type { Model } from '../cloudformation/model/model.ts';
import type { Resource } from '../cloudformation/model/resource.ts';

export type Severity = 'critical' | 'high' | 'medium' | 'low' | 'info';

/** What a rule saw at one place. Passes are observations too: evidence lists what was looked at. */
export interface Observation {
  /** `unknown` when only the deployment decides, so that neither pass nor fail is proven. */
  readonly status: 'pass' | 'fail' | 'unknown' | 'notApplicable';
  /** Where it was seen: the judged resource itself, or one that it depends on. */
  readonly resource: Resource;
  /** Dotted path from that resource, for example `Properties.DistributionConfig.WebACLId`. */
  readonly path: string;
  /** One sentence without a full stop: what stands there and what ought to. */
  readonly message: string;
  readonly actual: string;
  readonly expected: string;
  /** Which of several things at this place is meant, so that an acceptance can name it alone. */
  readonly about?: string;
}

/** What a person reads about a rule; enough for the few that judge whole templates or acceptances. */
export interface RuleText {
  /** The control's id in the catalogue, with a suffix where a control needs several rules. Permanent. */
  readonly id: string;
  /** The requirement as a true sentence about a good resource. */
  readonly title: string;
  readonly severity: Severity;
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
  /** What was seen; at least one observation, `notApplicable` where the rule has nothing to ask here. */
  readonly check: (resource: Resource, model: Model) => readonly Observation[];
}
