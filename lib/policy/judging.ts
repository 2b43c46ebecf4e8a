import type { Model } from '../cloudformation/model/model.ts';
import { type Finding, stoppingFindings } from './finding.ts';
import { isInProfile, type ProfileName } from './profiles/profiles.ts';
import type { RuleText } from './rule.ts';
import { isAtLeast, type Severity } from './severity.ts';

/** A file that decided how a run judged. */
export interface AppliedFile {
  readonly is: 'palisade file' | 'central policy' | 'own rules' | 'acceptances' | 'baseline';
  /** Its path from where names in the report begin. */
  readonly name: string;
  readonly sha256: string;
}

/** How strictly a run judged, who asked for that, and what it left out. */
export interface Judging {
  readonly profile: ProfileName;
  /** Why this profile, as the rest of a sentence. */
  readonly because: string;
  /** The severity from which findings fail in templates without a contract. */
  readonly failOn: Severity;
  readonly files: readonly AppliedFile[];
  /** Settings of the palisade file that options of the command replaced. */
  readonly replaced: readonly string[];
  /** Ids of the rules that were not asked. */
  readonly notAsked: readonly string[];
  /** Whether these rules were asked all the same of templates that carry a contract. */
  readonly askedOfContracts: boolean;
}

/** How a run judges where nobody says anything: by every rule, and each finding counts. */
export const strictest: Judging = {
  profile: 'storefront',
  because: 'nobody asked for another one',
  failOn: 'info',
  files: [],
  replaced: [],
  notAsked: [],
  askedOfContracts: true,
};

/** The rules that a run does not ask of templates without a contract: the profile, or whoever named single rules, leaves them out. */
export function rulesNotAsked(
  rules: readonly RuleText[],
  profile: ProfileName,
  only: readonly string[] | undefined,
): readonly string[] {
  return rules.map(({ id }) => id).filter((id) => (only ? !only.includes(id) : !isInProfile(id, profile)));
}

/** The findings that end a run as failed: those that stop, in a template with a contract or as severe as asked. */
export function failingFindings(
  findings: readonly Finding[],
  rules: readonly Pick<RuleText, 'id' | 'stage'>[],
  { model, failOn }: { readonly model: Model; readonly failOn: Severity },
): readonly Finding[] {
  const owned = new Set(model.templates.filter(({ contract }) => contract).map(({ name }) => name));
  return stoppingFindings(findings, rules).filter(
    (finding) => owned.has(finding.template) || isAtLeast(finding.severity, failOn),
  );
}
