import type { Model } from '../cloudformation/model/model.ts';
import type { BaselineEntry } from '../contract/baseline.ts';
import { applyBaseline } from '../policy/baseline/apply-baseline.ts';
import type { BaselineOutcome } from '../policy/baseline/baseline.ts';
import { isNeverAccepted } from '../policy/central-policy.ts';
import { evaluate } from '../policy/evaluate.ts';
import type { Finding } from '../policy/finding.ts';
import type { Judging } from '../policy/judging.ts';
import type { RuleText } from '../policy/rule.ts';
import { rules } from '../policy/rules/index.ts';
import { judgingOf } from './judging.ts';
import { type Rulebook, textsOf } from './rulebook.ts';
import type { Settings } from './settings.ts';

interface Subject {
  readonly model: Model;
  readonly rulebook: Rulebook;
  /** Ids of the rules that somebody named; all of the profile when nothing is said. */
  readonly only?: readonly string[] | undefined;
  /** The day on which dates are judged; without it they are not. */
  readonly asOf?: string | undefined;
}

/** What a run found, and by which rules. */
export interface Judged {
  readonly findings: readonly Finding[];
  readonly asked: readonly RuleText[];
  readonly judging: Judging;
  /** What became of the baseline; nothing where there is none. */
  readonly baseline: BaselineOutcome | undefined;
}

/** Where dates are not judged, nothing has ended yet. */
export const beforeAnyDay = '';

/** Judges by the settings of a run; the doors and the comparison do it here. The team's own rules come after the kit's, and so can change nothing of theirs. */
export function judge(settings: Settings, { model, rulebook, only, asOf }: Subject): Judged {
  const all = textsOf(rulebook);
  const judging = judgingOf(settings, { model, only, rules: all });
  const notAsked = judging.askedOfContracts ? [] : judging.notAsked;
  const asked = all.filter(({ id }) => !notAsked.includes(id));
  const { acceptances, centralPolicy } = settings;
  const findings = evaluate(model, [...rules, ...rulebook.own], {
    profile: judging.profile,
    acceptances,
    only: asked.map(({ id }) => id),
    ...(asOf === undefined ? {} : { asOf }),
    ...(centralPolicy ? { centralPolicy } : {}),
  });
  const judged = new Set(asked.map(({ id }) => id));
  return { ...withBaseline(findings, settings, { model, judged, asOf }), asked, judging };
}

function withBaseline(
  found: readonly Finding[],
  { baseline, centralPolicy }: Settings,
  {
    model,
    judged,
    asOf = beforeAnyDay,
  }: Pick<Subject, 'model' | 'asOf'> & { readonly judged: ReadonlySet<string> },
): Pick<Judged, 'findings' | 'baseline'> {
  if (!baseline) return { findings: found, baseline: undefined };
  const refuses = ({ rule }: BaselineEntry) =>
    centralPolicy !== undefined && isNeverAccepted(rule, centralPolicy);
  const { findings, outcome } = applyBaseline(found, baseline, { model, judged, asOf, refuses });
  return { findings, baseline: outcome };
}
